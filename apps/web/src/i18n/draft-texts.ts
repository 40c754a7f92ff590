import { cataloguePart } from './catalogue-part.ts';

/** What drafts and what is sent later say. */
export const draftTexts = cataloguePart({
  en: async () => (await import('./en/drafts.ts')).drafts,
  de: async () => (await import('./de/drafts.ts')).drafts,
  ar: async () => (await import('./ar/drafts.ts')).drafts,
});

// See `catalogue.ts`.
import.meta.turbopackHot?.decline();
