import type { en } from './en/index.ts';
import type { Language } from './languages.ts';
import type { Text, Values } from './message-format.ts';

export type TextKey = keyof typeof en;

/** The texts that need nothing filled in. */
export type PlainKey = { [Key in TextKey]: Values<(typeof en)[Key]> extends undefined ? Key : never }[TextKey];

/** Every text of the app in one language; plural texts stay plural. */
export type Catalogue = { readonly [Key in TextKey]: (typeof en)[Key] extends string ? string : Exclude<Text, string> };

/** A part of it, as the files of one language keep it. */
export type Part<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Exclude<Text, string>;
};

/** Says a text: `t('members.count', { count: 3 })`. What a text needs is known from its English form. */
export type Translate = <Key extends TextKey>(
  key: Key,
  ...values: Values<(typeof en)[Key]> extends undefined ? [] : [Values<(typeof en)[Key]>]
) => string;

const loaded = new Map<Language, Catalogue>();

/** The catalogue of a language, if it is here. */
export function catalogueHere(language: Language): Catalogue | null {
  return loaded.get(language) ?? null;
}

/** The catalogue of a language, fetched when it is first needed. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const catalogue = loaded.get(language) ?? (await fetchCatalogue(language));
  loaded.set(language, catalogue);
  return catalogue;
}

async function fetchCatalogue(language: Language): Promise<Catalogue> {
  switch (language) {
    case 'en':
      return (await import('./en/index.ts')).en;
    case 'de':
      return (await import('./de/index.ts')).de;
    case 'ar':
      return (await import('./ar/index.ts')).ar;
    default:
      return language satisfies never;
  }
}

// A text that is changed in development is on the screen at once: the app is loaded anew.
import.meta.turbopackHot?.decline();
