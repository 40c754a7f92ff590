import type { LiveCall } from './live.ts';
import type { PlainError } from './plain-error.ts';

/** Raised when what tabs say to each other changes: tabs of two builds then do not share a socket. */
export const relayVersion = 1;

/** What all tabs of an account hear. Few and small: a frozen tab keeps them all. */
export type RoomMessage =
  /** Somebody holds the socket from now on. `reign` is new each time. */
  | { readonly type: 'leads'; readonly reign: string }
  /** A tab wants to be told things, on a channel of its own. */
  | { readonly type: 'join'; readonly tab: string; readonly link: string };

/** One step of a subscription. */
export type Told =
  | { readonly type: 'started' }
  | { readonly type: 'data'; readonly data: unknown }
  | { readonly type: 'state'; readonly state: 'idle' | 'connecting' | 'pending' }
  | { readonly type: 'error'; readonly error: PlainError }
  | { readonly type: 'complete' };

export type ToGuest =
  | { readonly type: 'welcome'; readonly reign: string; readonly online: boolean }
  | { readonly type: 'told'; readonly call: string; readonly told: Told }
  /** Whether there is a way to the server. */
  | { readonly type: 'way'; readonly online: boolean; readonly isWatched: boolean }
  | { readonly type: 'pong'; readonly isWatched: boolean }
  /** So much was not taken that nothing more was sent: join anew. */
  | { readonly type: 'lapsed' };

export type FromGuest =
  | { readonly type: 'open'; readonly id: string; readonly call: LiveCall }
  | { readonly type: 'stop'; readonly id: string }
  /** How many `told` were taken on this link. */
  | { readonly type: 'took'; readonly count: number }
  | { readonly type: 'ping' }
  | { readonly type: 'bye' };
