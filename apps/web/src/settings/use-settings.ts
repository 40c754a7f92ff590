'use client';

import { useSyncExternalStore } from 'react';
import type { Settings } from './settings.ts';
import { defaultSettings, onSettings, readSettings } from './settings.ts';

/** What the person chose on this device; follows changes, also those of other tabs. */
export function useSettings(): Settings {
  return useSyncExternalStore(onSettings, readSettings, () => defaultSettings);
}
