import type { Cause, InboxView, OutboxEntry, SessionView } from '@nova/client';
import type { Trouble } from '../../nova/device-trouble.ts';

/** The one thing about the connection, the session or the device that a person should know now. */
export type Condition =
  | { readonly name: 'tooOld' }
  | { readonly name: 'switched' }
  | { readonly name: 'expired'; readonly unsent: number }
  /** Signed in again: what waited for it goes when the person says so. */
  | { readonly name: 'parked'; readonly unsent: number }
  | { readonly name: 'storageFull' }
  | { readonly name: 'storageBroken' }
  | { readonly name: 'offline'; readonly unsent: number; readonly hasNetwork: boolean }
  /** Until then the next attempt waits, in milliseconds since 1970. */
  | { readonly name: 'restarting' | 'rateLimited' | 'waiting'; readonly retryAtMs: number }
  | { readonly name: 'slow' }
  | { readonly name: 'connecting' }
  /** Something that was to be shown could not be loaded: it may be of an app that the server has no more. */
  | { readonly name: 'partMissing' }
  | { readonly name: 'update' };

export interface Circumstances {
  readonly session: SessionView;
  readonly inbox: Pick<InboxView, 'status' | 'failure'>;
  readonly entries: readonly OutboxEntry[];
  readonly isOnline: boolean;
  /** The browser's own word. */
  readonly hasNetwork: boolean;
  readonly trouble: Trouble;
  /** Whether connecting, or sending, has gone on for longer than one would not notice. */
  readonly isLong: { readonly connecting: boolean; readonly sending: boolean };
  readonly isPartMissing: boolean;
  readonly hasUpdate: boolean;
}

const waits: Partial<Record<Cause, 'restarting' | 'rateLimited'>> = {
  SHUTTING_DOWN: 'restarting',
  RATE_LIMITED: 'rateLimited',
  TOO_MANY_SUBSCRIPTIONS: 'rateLimited',
};

/** What to tell, the gravest first; `null`: all is well. Pure. */
export function conditionOf(now: Circumstances): Condition | null {
  const { session, inbox, entries, isOnline, hasNetwork, trouble, isLong, isPartMissing, hasUpdate } = now;
  const unsent = entries.filter(({ state }) => state.type !== 'accepted' && state.type !== 'failed').length;
  const parked = entries.filter(({ state }) => state.type === 'parked').length;
  const isTooOld =
    inbox.failure === 'CLIENT_TOO_OLD' ||
    entries.some(({ state }) => state.type === 'failed' && state.reason === 'CLIENT_TOO_OLD');
  if (isTooOld) return { name: 'tooOld' };
  if (session.status === 'switched') return { name: 'switched' };
  if (session.status === 'expired') return { name: 'expired', unsent };
  if (trouble !== null) return { name: trouble === 'full' ? 'storageFull' : 'storageBroken' };
  if (!isOnline) return { name: 'offline', unsent, hasNetwork };
  if (isPartMissing) return { name: 'partMissing' };
  if (parked > 0) return { name: 'parked', unsent: parked };
  const waiting = entries.flatMap(({ state }) => (state.type === 'waiting' ? [state] : []));
  const firstMs = Math.min(...waiting.map(({ retryAtMs }) => retryAtMs));
  const first = waiting.find(({ retryAtMs }) => retryAtMs === firstMs);
  if (first) return { name: waits[first.cause] ?? 'waiting', retryAtMs: first.retryAtMs };
  if (isLong.connecting) return { name: 'connecting' };
  if (isLong.sending) return { name: 'slow' };
  return hasUpdate ? { name: 'update' } : null;
}
