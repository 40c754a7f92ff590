import { cataloguePart } from './catalogue-part.ts';
import type { Part } from './catalogue.ts';
import type { person as en } from './en/person.ts';

export type PersonCatalogue = Part<typeof en>;

/** What is said of a person. */
export const personTexts = cataloguePart({
  en: async () => (await import('./en/person.ts')).person,
  de: async () => (await import('./de/person.ts')).person,
  ar: async () => (await import('./ar/person.ts')).person,
});

// See `catalogue.ts`.
import.meta.turbopackHot?.decline();
