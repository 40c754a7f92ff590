import { expect, test } from 'vitest';
import { plainSnippet } from './plain-snippet.ts';

/** `a [b] c`: what stands in brackets was found. */
function told(text: string): string {
  const parts = text.split(/(\[[^\]]*\])/).filter((part) => part !== '');
  const snippet = parts.map((part) =>
    part.startsWith('[') ? { text: part.slice(1, -1), isHit: true } : { text: part, isHit: false },
  );
  return plainSnippet(snippet)
    .map(({ text: said, isHit }) => (isHit ? `[${said}]` : said))
    .join('');
}

test.each([
  ['see **the [plan]**', 'see the [plan]'],
  ['Plan:\n- read the [position]\n- replay', 'Plan: • read the [position] • replay'],
  ['It fails:\n```ts\nconst at = [positions].get(id);\n```', 'It fails: const at = [positions].get(id);'],
  ['my_[position] - _so_ said', 'my_[position] - so said'],
  ['[one] [two]', '[one] [two]'],
])('what was found is told without the signs of Markdown, and stays marked: %j', (text, plain) => {
  expect(told(text)).toBe(plain);
});
