import { cataloguePart } from './catalogue-part.ts';
import type { Part } from './catalogue.ts';
import type { mail as en } from './en/mail.ts';

export type MailCatalogue = Part<typeof en>;

/** What is said about mail. */
export const mailTexts = cataloguePart({
  en: async () => (await import('./en/mail.ts')).mail,
  de: async () => (await import('./de/mail.ts')).mail,
  ar: async () => (await import('./ar/mail.ts')).mail,
});

// See `catalogue.ts`.
import.meta.turbopackHot?.decline();
