import { cataloguePart } from './catalogue-part.ts';
import type { Part } from './catalogue.ts';
import type { status as en } from './en/status.ts';

export type StatusCatalogue = Part<typeof en>;

/** What is said about statuses. */
export const statusTexts = cataloguePart({
  en: async () => (await import('./en/status.ts')).status,
  de: async () => (await import('./de/status.ts')).status,
  ar: async () => (await import('./ar/status.ts')).status,
});

// See `catalogue.ts`.
import.meta.turbopackHot?.decline();
