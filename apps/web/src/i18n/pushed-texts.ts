import { pushed as ar } from './ar/pushed.ts';
import type { Say } from './catalogue-part.ts';
import type { Part } from './catalogue.ts';
import { pushed as de } from './de/pushed.ts';
import { pushed as en } from './en/pushed.ts';
import { type Language, languages } from './languages.ts';
import { format } from './message-format.ts';

/** What notifications say, in every language: a worker cannot ask for one when it is needed. */
export const pushedTexts: Readonly<Record<Language, Part<typeof en>>> = { en, de, ar };

export type SayPushed = Say<typeof en>;

/** The texts of a device that speaks this language; English where it is none of ours. */
export function pushedSpeech(language: string): SayPushed {
  const known = languages.find((one) => one === language) ?? 'en';
  return (key, ...[values]) => format(known, pushedTexts[known][key], values);
}
