import type { Language } from './languages.ts';
import { spokenLanguage } from './languages.ts';
import { format, type Text, type Values } from './message-format.ts';

/** Says one of the texts of a part. */
export type Say<English> = <Key extends keyof English>(
  key: Key,
  ...values: Values<English[Key]> extends undefined ? [] : [Values<English[Key]>]
) => string;

/** The texts that need nothing filled in. */
export type PlainKeyOf<English> = {
  [Key in keyof English]: Values<English[Key]> extends undefined ? Key : never;
}[keyof English];

type TextsFor<English> = Readonly<Record<keyof English, Text>>;

/** The texts of a part of the app that the first picture does not wait for, in the language that is spoken and no other. */
export interface CataloguePart<English> {
  /** Fetches them, once for each language. Whatever says them is shown by `lazily(…, part)`, which waits for it. */
  load(language?: Language): Promise<TextsFor<English>>;
  /** Says them. Throws where nothing has fetched them. */
  in(speech: { readonly language: Language; readonly locale: string }): Say<English>;
}

const inUse = new Set<{ load(language: Language): Promise<unknown> }>();

export function cataloguePart<English extends Readonly<Record<string, Text>>>(fetchIn: {
  readonly en: () => Promise<English>;
  readonly de: () => Promise<TextsFor<English>>;
  readonly ar: () => Promise<TextsFor<English>>;
}): CataloguePart<English> {
  const here = new Map<Language, TextsFor<English>>();
  const part: CataloguePart<English> = {
    async load(language = spokenLanguage()) {
      inUse.add(part);
      const texts = here.get(language) ?? (await fetchIn[language]());
      here.set(language, texts);
      return texts;
    },
    in({ language, locale }) {
      // While another language is on its way to the whole app, a part may have come in that one already.
      const texts = here.get(language) ?? here.values().next().value;
      if (!texts) throw new Error('A part of the app is shown before its texts were fetched.');
      return (key, ...[values]) => format(locale, texts[key], values);
    },
  };
  return part;
}

/** Fetches another language for every part that is in use. */
export async function loadParts(language: Language): Promise<void> {
  await Promise.all([...inUse].map((part) => part.load(language)));
}
