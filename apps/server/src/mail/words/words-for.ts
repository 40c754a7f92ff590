import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type MailWords } from './en.ts';

const known: Readonly<Record<string, MailWords>> = { en, de, ar };

/** A language of mails, and what is said in it. */
export interface Speech {
  readonly language: string;
  readonly words: MailWords;
}

/** The words for whoever speaks `language` (BCP 47, or null where it is not known); English where there are none. */
export function speechFor(language: string | null): Speech {
  const short = language?.split('-', 1)[0] ?? 'en';
  const words = Object.hasOwn(known, short) ? known[short] : undefined;
  return words ? { language: short, words } : { language: 'en', words: en };
}

/** Fills a text: `{name}` by what it is given. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
