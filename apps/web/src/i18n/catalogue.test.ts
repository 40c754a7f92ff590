import { errorTable } from '@nova/contract';
import { expect, test } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import { crashTexts } from './crash-texts.ts';
import { draftTexts } from './draft-texts.ts';
import { fieldTexts } from './field-texts.ts';
import { keptTexts } from './kept-texts.ts';
import type { Language } from './languages.ts';
import { languages } from './languages.ts';
import type { Text } from './message-format.ts';
import { format } from './message-format.ts';
import { mailTexts } from './mail-texts.ts';
import { movingTexts } from './moving-texts.ts';
import { notifyTexts } from './notify-texts.ts';
import { pushedTexts } from './pushed-texts.ts';
import { searchingTexts } from './searching-texts.ts';
import { personTexts } from './person-texts.ts';
import { settingsTexts } from './settings-texts.ts';
import { statusTexts } from './status-texts.ts';

const formsOf = (text: Text): string[] => (typeof text === 'string' ? [text] : Object.values(text));
const placesOf = (form: string): string[] => [...form.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();

const parts = [
  crashTexts,
  draftTexts,
  fieldTexts,
  keptTexts,
  mailTexts,
  movingTexts,
  notifyTexts,
  personTexts,
  searchingTexts,
  settingsTexts,
  statusTexts,
];

/** Why the device itself gives up, but for what is said as Nova says it: `HTTP_SIGN_IN`. */
const localCauses = [
  'NO_CONNECTION',
  'UNREACHABLE',
  'NO_ANSWER',
  'HTTP_BUSY',
  'HTTP_REFUSED',
  'SEND_FAILED',
  'UNKNOWN',
];

/** The catalogue of the app, and those that are loaded with a part of it. */
async function cataloguesOf(language: Language): Promise<Readonly<Record<string, Text>>[]> {
  const ofParts = await Promise.all(parts.map((part) => part.load(language)));
  return [await loadCatalogue(language), ...ofParts, pushedTexts[language]];
}

test.each(
  languages.flatMap((language) =>
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((which) => [language, which] as const),
  ),
)(
  '%s says everything, with every plural form of its language and nothing left out (catalogue %i)',
  async (language, which) => {
    const english = (await cataloguesOf('en'))[which] ?? {};
    const own = (await cataloguesOf(language))[which] ?? {};
    expect(Object.keys(own).toSorted()).toEqual(Object.keys(english).toSorted());
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const [key, theirs] of Object.entries(english)) {
      const ours = own[key] ?? '';
      const needed = placesOf(typeof theirs === 'string' ? theirs : theirs.other);
      // A form for one or two may say the number in words.
      const everyForm = formsOf(ours).map((form) => placesOf(form).filter((name) => name !== 'count'));
      for (const places of everyForm) expect([key, places]).toEqual([key, needed.filter((name) => name !== 'count')]);
      for (const form of formsOf(ours)) expect([key, form.trim() !== '']).toEqual([key, true]);
      if (typeof ours === 'string') continue;
      for (const [category, form] of Object.entries(ours)) {
        // `zero` may be said where a language has no form of its own for it.
        if (category !== 'zero') expect([key, pluralCategories]).toEqual([key, expect.arrayContaining([category])]);
        // Names that are listed say how many they are.
        if (['few', 'many', 'other'].includes(category) && !needed.includes('names'))
          expect([key, form]).toEqual([key, expect.stringContaining('{count}')]);
      }
    }
  },
);

test.each(languages)('[O4] %s has words of its own for each reason why something came to nothing', async (language) => {
  const catalogue: Readonly<Record<string, Text>> = await loadCatalogue(language);
  const reasons = [...Object.keys(errorTable), ...localCauses];
  const told = reasons.map((reason) => formsOf(catalogue[`cause.${reason}`] ?? '').join());
  expect(new Set(told).size).toBe(reasons.length);
  for (const text of told) expect(text).toMatch(/\s/);
});

test('fills texts: names as they are, numbers and plural forms by the language', () => {
  expect(format('en', 'Hello {name}, {name}', { name: '{count}' })).toBe('Hello {count}, {count}');
  const apples = { one: '{count} apple', other: '{count} apples' };
  expect([0, 1, 2, 12_345].map((count) => format('en', apples, { count }))).toEqual([
    '0 apples',
    '1 apple',
    '2 apples',
    '12,345 apples',
  ]);
  expect(format('de', apples, { count: 12_345 })).toBe('12.345 apples');
  const arabic = { zero: 'z', one: 'a', two: 'b', few: 'c', many: 'd', other: 'e' };
  expect([0, 1, 2, 5, 50, 100].map((count) => format('ar', arabic, { count }))).toEqual(['z', 'a', 'b', 'c', 'd', 'e']);
});
