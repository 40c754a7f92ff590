import { drafts as ar } from './ar/drafts.ts';
import type { Part } from './catalogue.ts';
import { drafts as de } from './de/drafts.ts';
import { drafts as en } from './en/drafts.ts';
import { useSpeech } from './language-provider.tsx';
import type { Language } from './languages.ts';
import { format, type Values } from './message-format.ts';

const draftTexts: Readonly<Record<Language, Part<typeof en>>> = { en, de, ar };

/** Says one of the texts. */
export type SayDraft = <Key extends keyof typeof en>(
  key: Key,
  ...values: Values<(typeof en)[Key]> extends undefined ? [] : [Values<(typeof en)[Key]>]
) => string;

/** What drafts and what is sent later say; a catalogue of its own, so that the first picture does not wait for it. */
export function useDraftSpeech(): SayDraft {
  const { language, locale } = useSpeech();
  return (key, ...[values]) => format(locale, draftTexts[language][key], values);
}
