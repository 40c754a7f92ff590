export const languages = ['en', 'de', 'ar'] as const;
export type Language = (typeof languages)[number];

/** How each language calls itself. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch', ar: 'العربية' };

function isLanguage(tag: string): tag is Language {
  return languages.some((language) => language === tag);
}

/** The language that `boot.js` settled on. */
export function spokenLanguage(): Language {
  const lang = typeof document === 'undefined' ? 'en' : document.documentElement.lang;
  return isLanguage(lang) ? lang : 'en';
}

/** For dates and numbers: a language as it is written where the person is, such as `en-GB`. */
export function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
}
