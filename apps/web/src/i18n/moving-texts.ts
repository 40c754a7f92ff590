import { moving as ar } from './ar/moving.ts';
import type { Part } from './catalogue.ts';
import { moving as de } from './de/moving.ts';
import { moving as en } from './en/moving.ts';
import type { Language } from './languages.ts';
import { format, type Values } from './message-format.ts';

/** What exports and claims say; a catalogue of its own, so that the first picture does not wait for it. */
export type MovingCatalogue = Part<typeof en>;

const movingTexts: Readonly<Record<Language, MovingCatalogue>> = { en, de, ar };

/** Says one of its texts. */
export type SayMoving = <Key extends keyof typeof en>(
  key: Key,
  ...values: Values<(typeof en)[Key]> extends undefined ? [] : [Values<(typeof en)[Key]>]
) => string;

export function movingSpeech({
  language,
  locale,
}: {
  readonly language: Language;
  readonly locale: string;
}): SayMoving {
  return (key, ...[values]) => format(locale, movingTexts[language][key], values);
}
