import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The colours that a block of the style sheet sets. */
function block(selector: string): Record<string, string> {
  const at = css.indexOf(`${selector} {`);
  const text = css.slice(at, css.indexOf('}', at));
  const colours: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)) colours[name] = value;
  return colours;
}

const light = block(':root');
const dark = { ...light, ...block("[data-theme='dark']") };
const more = block("[data-contrast='more']");
const themes = {
  light,
  dark,
  'light, more contrast': { ...light, ...more },
  'dark, more contrast': { ...dark, ...more, ...block("[data-theme='dark'][data-contrast='more']") },
};

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
}

const grounds = ['canvas', 'surface', 'raised', 'hover', 'selected'];
/** What is read, on what it may stand. */
const texts: readonly (readonly [text: string, grounds: readonly string[]])[] = [
  ['text', [...grounds, 'mark', 'accent-soft', 'danger-soft', 'warning-soft']],
  ['quiet', [...grounds, 'mark']],
  ['link', ['canvas', 'surface', 'raised', 'hover', 'accent-soft', 'mark']],
  ['danger', ['canvas', 'surface', 'raised', 'hover', 'danger-soft']],
  ...['code-keyword', 'code-string', 'code-constant', 'code-function'].map(
    (code): readonly [string, readonly string[]] => [code, ['canvas', 'surface', 'raised']],
  ),
  ['warning', ['canvas', 'raised', 'warning-soft']],
  ['on-accent', ['accent']],
  ['on-danger', ['danger']],
  ['on-hue', Array.from({ length: 12 }, (_, n) => `hue-${n + 1}`)],
];
/** What is seen: edges of fields, the focus ring, the presence dot. */
const signs: readonly [sign: string, grounds: readonly string[]][] = [
  ['edge', ['canvas', 'surface', 'raised']],
  ['accent', ['canvas', 'surface', 'raised', 'hover']],
  ['success', ['canvas', 'surface', 'raised']],
];

function tooFaint(theme: Record<string, string>, pairs: typeof texts, least: number): string[] {
  return pairs.flatMap(([front, backs]) =>
    backs.flatMap((back) => {
      const [a, b] = [theme[front], theme[back]];
      if (a === undefined || b === undefined) return [`${front} or ${back} is not set`];
      const ratio = contrast(a, b);
      return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`];
    }),
  );
}

test.each(Object.entries(themes))('%s: every text and every sign can be seen (WCAG 2.2 AA)', (name, theme) => {
  const isMore = name.includes('more');
  expect(
    tooFaint(
      theme,
      texts.filter(([text]) => text !== 'on-hue'),
      isMore ? 7 : 4.5,
    ),
  ).toEqual([]);
  expect(tooFaint(theme, texts, 4.5)).toEqual([]);
  expect(tooFaint(theme, signs, isMore ? 4.5 : 3)).toEqual([]);
});
