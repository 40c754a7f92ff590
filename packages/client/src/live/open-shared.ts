import type { LiveOfTabsOptions } from './live-of-tabs.ts';
import type { Live } from './live.ts';
import { liveOver, openOver } from './live.ts';
import { SharedLive } from './shared-live.ts';

/** Joins the tabs of the account. */
export function openShared({ own, gate, ...options }: LiveOfTabsOptions): { live: Live; close: () => void } {
  const shared = new SharedLive({ ...options, open: openOver(own, gate) });
  return { live: liveOver(shared.open), close: () => shared.close() };
}
