import { cataloguePart } from './catalogue-part.ts';
import type { Part } from './catalogue.ts';
import type { notify as en } from './en/notify.ts';

export type NotifyCatalogue = Part<typeof en>;

/** What the settings of notifications say. */
export const notifyTexts = cataloguePart({
  en: async () => (await import('./en/notify.ts')).notify,
  de: async () => (await import('./de/notify.ts')).notify,
  ar: async () => (await import('./ar/notify.ts')).notify,
});

// See `catalogue.ts`.
import.meta.turbopackHot?.decline();
