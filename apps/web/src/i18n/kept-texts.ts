import { cataloguePart } from './catalogue-part.ts';
import type { Part } from './catalogue.ts';
import type { kept as en } from './en/kept.ts';

export type KeptCatalogue = Part<typeof en>;

/** What the view of saved messages, reminders and the question before everybody is mentioned say. */
export const keptTexts = cataloguePart({
  en: async () => (await import('./en/kept.ts')).kept,
  de: async () => (await import('./de/kept.ts')).kept,
  ar: async () => (await import('./ar/kept.ts')).kept,
});

// See `catalogue.ts`.
import.meta.turbopackHot?.decline();
