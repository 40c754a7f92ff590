import { cataloguePart } from './catalogue-part.ts';
import type { Part } from './catalogue.ts';
import type { crash as en } from './en/crash.ts';

export type CrashCatalogue = Part<typeof en>;

/** What is said where the app has crashed. */
export const crashTexts = cataloguePart({
  en: async () => (await import('./en/crash.ts')).crash,
  de: async () => (await import('./de/crash.ts')).crash,
  ar: async () => (await import('./ar/crash.ts')).crash,
});

// See `catalogue.ts`.
import.meta.turbopackHot?.decline();
