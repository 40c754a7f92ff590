import { cataloguePart } from './catalogue-part.ts';

/** What fields for a date and a time are called. */
export const fieldTexts = cataloguePart({
  en: async () => (await import('./en/field.ts')).field,
  de: async () => (await import('./de/field.ts')).field,
  ar: async () => (await import('./ar/field.ts')).field,
});

// See `catalogue.ts`.
import.meta.turbopackHot?.decline();
