import type { Language } from '../../i18n/languages.ts';

/** The languages in which emoji have names here; others use the English ones. */
export type EmojiLanguage = 'en' | 'de';

export function emojiLanguage(language: Language): EmojiLanguage {
  return language === 'de' ? 'de' : 'en';
}
