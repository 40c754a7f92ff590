import { status as ar } from './ar/status.ts';
import type { Part } from './catalogue.ts';
import { status as de } from './de/status.ts';
import { status as en } from './en/status.ts';
import type { Language } from './languages.ts';
import { format, type Values } from './message-format.ts';

/** What is said about statuses; a catalogue of its own, so that the first picture does not wait for it. */
export type StatusCatalogue = Part<typeof en>;

/** Every language's. */
export const statusTexts: Readonly<Record<Language, StatusCatalogue>> = { en, de, ar };

/** Says one of its texts. */
export type SayStatus = <Key extends keyof typeof en>(
  key: Key,
  ...values: Values<(typeof en)[Key]> extends undefined ? [] : [Values<(typeof en)[Key]>]
) => string;

export function statusSpeech({
  language,
  locale,
}: {
  readonly language: Language;
  readonly locale: string;
}): SayStatus {
  return (key, ...[values]) => format(locale, statusTexts[language][key], values);
}
