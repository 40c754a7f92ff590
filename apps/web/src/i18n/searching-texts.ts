import { cataloguePart, type PlainKeyOf, type Say } from './catalogue-part.ts';
import type { Part } from './catalogue.ts';
import type { searching as en } from './en/searching.ts';

export type SearchingCatalogue = Part<typeof en>;

export type PlainSearchingKey = PlainKeyOf<typeof en>;

export type SaySearching = Say<typeof en>;

/** What the search panel says. */
export const searchingTexts = cataloguePart({
  en: async () => (await import('./en/searching.ts')).searching,
  de: async () => (await import('./de/searching.ts')).searching,
  ar: async () => (await import('./ar/searching.ts')).searching,
});

// See `catalogue.ts`.
import.meta.turbopackHot?.decline();
