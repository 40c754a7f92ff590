import { cataloguePart, type Say } from './catalogue-part.ts';
import type { Part } from './catalogue.ts';
import type { moving as en } from './en/moving.ts';

export type MovingCatalogue = Part<typeof en>;

export type SayMoving = Say<typeof en>;

/** What exports and claims say. */
export const movingTexts = cataloguePart({
  en: async () => (await import('./en/moving.ts')).moving,
  de: async () => (await import('./de/moving.ts')).moving,
  ar: async () => (await import('./ar/moving.ts')).moving,
});

// See `catalogue.ts`.
import.meta.turbopackHot?.decline();
