import { kept as ar } from './ar/kept.ts';
import type { Part } from './catalogue.ts';
import { kept as de } from './de/kept.ts';
import { kept as en } from './en/kept.ts';
import type { Language } from './languages.ts';
import { format, type Values } from './message-format.ts';

/** What the view of saved messages, reminders and the question before everybody is mentioned say; a catalogue of its own, so that the first picture does not wait for it. */
export type KeptCatalogue = Part<typeof en>;

const keptTexts: Readonly<Record<Language, KeptCatalogue>> = { en, de, ar };

/** Says one of its texts. */
export type SayKept = <Key extends keyof typeof en>(
  key: Key,
  ...values: Values<(typeof en)[Key]> extends undefined ? [] : [Values<(typeof en)[Key]>]
) => string;

export function keptSpeech({ language, locale }: { readonly language: Language; readonly locale: string }): SayKept {
  return (key, ...[values]) => format(locale, keptTexts[language][key], values);
}
