'use client';

import { createContext, use } from 'react';
import type { Overlay } from './overlay.ts';

export interface Overlays {
  /** What is open; `null`: nothing. */
  readonly current: Overlay | null;
  open(overlay: Overlay): void;
  close(): void;
  /** Loads what windows are made of, before one is opened. */
  preload(): void;
}

export const OverlayContext = createContext<Overlays | null>(null);

/** Opens and closes windows over the app. */
export function useOverlays(): Overlays {
  const overlays = use(OverlayContext);
  if (!overlays) throw new Error('outside of OverlayProvider');
  return overlays;
}
