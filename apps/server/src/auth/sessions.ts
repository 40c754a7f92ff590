import { type Caller, refuse } from '@nova/api';
import type { Logger } from 'pino';
import { askedTogether } from '../asked-together.ts';
import type { Auth } from './auth.ts';

/** Who a request comes from. */
export interface Identity extends Caller {
  /** Cookies to set with the answer: the session was prolonged. */
  readonly setCookies: readonly string[];
}

/** What a request carries of a session. */
export interface Credentials {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

export interface SessionsOptions {
  /** Whose living session these are: asks the authentication library. Null for nobody's. */
  readonly lookUp: (credentials: Credentials) => Promise<Identity | null>;
  /** Those of the sessions that live no more: asks the database. */
  readonly ended: (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Whether the end of a session would be noticed within `cacheMs` anyway: something is open under it. */
  readonly isWatched: (sessionId: string) => boolean;
  readonly log: Logger;
  readonly nowMs: () => number;
  /** How long a checked session is believed; its end on any node is heard of earlier. 0: not at all. */
  readonly cacheMs: number;
}

interface Known {
  readonly identity: Promise<Identity | null>;
  readonly lookedUpAtMs: number;
  /** When it was last seen to live, and how many sessions had ended by then. */
  seenAtMs: number;
  endings: number;
}

/** Credentials remembered at a time; beyond it the oldest are looked up again. */
const rememberedMax = 20_000;
/** The library prolongs sessions, so it is asked for each now and then. */
const lookUpEveryMs = 600_000;

/**
 * Finds out whose session a request carries, as cookie or bearer token. What it says may be `cacheMs` old; commands are
 * judged by the session row when they commit (W4), so this decides about reading only.
 *
 * The library reads and verifies credentials once: the same ones name the same session for ever. Whether that session
 * still lives is all that changes, and takes one look at its row.
 */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #lives: (sessionId: string) => Promise<boolean>;
  readonly #known = new Map<string, Known>();
  /** Rises with each session that ended: what was seen before is not believed after. */
  #endings = 0;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#lives = askedTogether(async (sessionIds) => {
      const ended = await options.ended([...new Set(sessionIds)]);
      return sessionIds.map((sessionId) => !ended.has(sessionId));
    });
  }

  /** Null for nobody. @throws Refusal BUSY when the database cannot be asked. */
  identify(credentials: Credentials): Promise<Identity | null> {
    return this.#identify(credentials, (known, identity) => this.#isBelieved(known, identity));
  }

  /** The same, but asks in any case: for what lasts longer than a request. */
  identifyAnew(credentials: Credentials): Promise<Identity | null> {
    return this.#identify(credentials, () => false);
  }

  /** A session has ended somewhere: everybody is asked for again. Cheap, since that takes a row each. */
  forget(): void {
    this.#endings++;
  }

  async #identify(
    credentials: Credentials,
    isBelieved: (known: Known, identity: Identity | null) => boolean,
  ): Promise<Identity | null> {
    const key = keyOf(credentials);
    if (key === null) return null;
    const known = this.#known.get(key);
    if (!known || known.lookedUpAtMs + lookUpEveryMs <= this.#options.nowMs()) return this.#lookUp(key, credentials);
    const identity = await known.identity;
    if (isBelieved(known, identity)) return identity && asBefore(identity);
    // Nobody's so far: only the library can say that they are somebody's now.
    if (!identity) return this.#lookUp(key, credentials);
    const seen = { atMs: this.#options.nowMs(), endings: this.#endings };
    if (!(await this.#asking(this.#lives(identity.sessionId)))) {
      this.#known.delete(key);
      return null;
    }
    known.seenAtMs = seen.atMs;
    known.endings = seen.endings;
    return asBefore(identity);
  }

  #isBelieved({ seenAtMs, endings }: Known, identity: Identity | null): boolean {
    const { cacheMs, isWatched, nowMs } = this.#options;
    if (endings !== this.#endings) return false;
    return seenAtMs + cacheMs > nowMs() || (cacheMs > 0 && identity !== null && isWatched(identity.sessionId));
  }

  async #lookUp(key: string, credentials: Credentials): Promise<Identity | null> {
    const atMs = this.#options.nowMs();
    const identity = this.#asking(this.#options.lookUp(credentials));
    this.#remember(key, { identity, lookedUpAtMs: atMs, seenAtMs: atMs, endings: this.#endings });
    try {
      return await identity;
    } catch (error) {
      this.#known.delete(key);
      throw error;
    }
  }

  #remember(key: string, known: Known): void {
    this.#known.delete(key);
    this.#known.set(key, known);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= rememberedMax) break;
      this.#known.delete(oldest);
    }
  }

  async #asking<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      this.#options.log.warn({ err: error }, 'a session could not be checked');
      throw refuse('BUSY', { retryAfterMs: 500, cause: error });
    }
  }
}

/** Looks sessions up in the authentication library, which prolongs those that are in use. */
export function lookUpIn(auth: Auth): SessionsOptions['lookUp'] {
  return async ({ authorization = '', cookie = '' }) => {
    const headers = new Headers();
    if (authorization !== '') headers.set('authorization', authorization);
    if (cookie !== '') headers.set('cookie', cookie);
    const { response, headers: answer } = await auth.api.getSession({ headers, returnHeaders: true });
    if (!response) return null;
    const { user, session } = response;
    return { userId: user.id, sessionId: session.id, setCookies: answer?.getSetCookie() ?? [] };
  };
}

/** Prolonged once: the answer that it came with has set the cookies. */
function asBefore(identity: Identity): Identity {
  return identity.setCookies.length === 0 ? identity : { ...identity, setCookies: [] };
}

/** Null for whoever carries nothing. */
function keyOf({ authorization = '', cookie = '' }: Credentials): string | null {
  return authorization === '' && !cookie.includes('session_token') ? null : `${authorization}\n${cookie}`;
}
