'use client';

import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { lazily } from '../../ui/lazily.tsx';
import type { Overlay } from './overlay.ts';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { personTexts } from '../../i18n/person-texts.ts';
import { settingsTexts } from '../../i18n/settings-texts.ts';
import { statusTexts } from '../../i18n/status-texts.ts';
import { OverlayContext } from './use-overlays.ts';

/** All windows are one piece, loaded when the first one opens. */
const OverlayView = lazily(
  async () => (await import('./overlay-view.tsx')).OverlayView,
  movingTexts,
  personTexts,
  settingsTexts,
  statusTexts,
);

/** At most one window over the app. */
export function OverlayProvider({ children }: { children: ReactNode }) {
  const [current, setCurrent] = useState<Overlay | null>(null);
  /** What had the keyboard before: a window whose field takes it at once does not know. */
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const home = before.current;
    if (current) return;
    before.current = null;
    const giveBack = (): void => {
      if (home instanceof HTMLElement && document.activeElement === document.body) home.focus();
    };
    // At once, before somebody else finds the keyboard nowhere; and when the window's own parts have let go of it.
    giveBack();
    requestAnimationFrame(giveBack);
  }, [current]);
  const overlays = useMemo(
    () => ({
      current,
      open: (overlay: Overlay) => {
        before.current ??= openerOf(document.activeElement);
        setCurrent(overlay);
      },
      close: () => setCurrent(null),
      preload: () => void OverlayView.preload(),
    }),
    [current],
  );
  return (
    <OverlayContext value={overlays}>
      {children}
      {current && <OverlayView overlay={current} onClose={overlays.close} />}
    </OverlayContext>
  );
}

/** What had the keyboard; of something in a menu, which goes with its menu, the button that the menu is of. */
function openerOf(active: Element | null): Element | null {
  const label = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  return (label != null && document.getElementById(label)) || active;
}
