import { searching as ar } from './ar/searching.ts';
import type { Part } from './catalogue.ts';
import { searching as de } from './de/searching.ts';
import { searching as en } from './en/searching.ts';
import type { Language } from './languages.ts';
import { format, type Values } from './message-format.ts';

/** What the search panel says; a catalogue of its own, so that the first picture does not wait for it. */
export type SearchingCatalogue = Part<typeof en>;

export const searchingTexts: Readonly<Record<Language, SearchingCatalogue>> = { en, de, ar };

/** The texts that need nothing filled in. */
export type PlainSearchingKey = {
  [Key in keyof typeof en]: Values<(typeof en)[Key]> extends undefined ? Key : never;
}[keyof typeof en];

/** Says one of its texts. */
export type SaySearching = <Key extends keyof typeof en>(
  key: Key,
  ...values: Values<(typeof en)[Key]> extends undefined ? [] : [Values<(typeof en)[Key]>]
) => string;

export function searchingSpeech({
  language,
  locale,
}: {
  readonly language: Language;
  readonly locale: string;
}): SaySearching {
  return (key, ...[values]) => format(locale, searchingTexts[language][key], values);
}
