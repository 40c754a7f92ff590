import { cataloguePart, type PlainKeyOf } from './catalogue-part.ts';
import type { Part } from './catalogue.ts';
import type { settings as en } from './en/settings.ts';

export type SettingsCatalogue = Part<typeof en>;

export type PlainSettingsKey = PlainKeyOf<typeof en>;

/** What the settings and the key map say. */
export const settingsTexts = cataloguePart({
  en: async () => (await import('./en/settings.ts')).settings,
  de: async () => (await import('./de/settings.ts')).settings,
  ar: async () => (await import('./ar/settings.ts')).settings,
});

// See `catalogue.ts`.
import.meta.turbopackHot?.decline();
