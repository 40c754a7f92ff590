export const languages = ['en', 'de', 'ar'] as const;
export type Language = (typeof languages)[number];

/** How each language calls itself. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch', ar: 'العربية' };

export function isLanguage(tag: string): tag is Language {
  return languages.some((language) => language === tag);
}
