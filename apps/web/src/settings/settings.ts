import type { Language } from '../i18n/languages.ts';

/** What a person chose on this device, whoever is signed in. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly contrast: 'system' | 'more';
  readonly density: 'comfortable' | 'compact';
  readonly language: 'system' | Language;
  /** Whether what waits to be read comes first in the pane. */
  readonly unreadFirst: boolean;
  /** Whether Enter sends; otherwise Ctrl/Cmd+Enter does. */
  readonly enterSends: boolean;
  /** Whether what is known of the links of messages is shown beside them. */
  readonly linkPreviews: boolean;
}

const defaults: Settings = {
  theme: 'system',
  contrast: 'system',
  density: 'comfortable',
  language: 'system',
  unreadFirst: false,
  enterSends: true,
  linkPreviews: true,
};

/** Read by `public/boot.js` too. */
const key = 'nova-settings';
const changed = 'nova:settings';

let cached: { text: string | null; settings: Settings } = { text: null, settings: defaults };

/** The same object until a setting changes. What cannot be read counts as never chosen. */
export function readSettings(): Settings {
  let text: string | null = null;
  try {
    text = localStorage.getItem(key);
    if (text !== cached.text) cached = { text, settings: { ...defaults, ...(JSON.parse(text ?? '{}') as object) } };
  } catch {
    cached = { text, settings: defaults };
  }
  return cached.settings;
}

/** Takes effect at once, in all tabs. A browser that keeps nothing keeps none of it. */
export function changeSettings(change: Partial<Settings>): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...readSettings(), ...change }));
  } catch {
    // No storage: nothing to remember it in.
  }
  dispatchEvent(new Event(changed));
}

export function onSettings(listener: () => void): () => void {
  const fromOtherTab = (event: StorageEvent): void => {
    if (event.key === key) dispatchEvent(new Event(changed));
  };
  addEventListener(changed, listener);
  addEventListener('storage', fromOtherTab);
  return () => {
    removeEventListener(changed, listener);
    removeEventListener('storage', fromOtherTab);
  };
}

export const defaultSettings: Settings = defaults;
