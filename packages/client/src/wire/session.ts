import { NotSentError } from '../transport.ts';

/** A token, or how to get one; `null` when nobody is signed in. Asked before each request and each socket. */
export type TokenSource = string | (() => string | null | Promise<string | null>);

/** How requests say who asks: the session cookie (browsers), or a bearer token, given or got by signing in (programs). */
export type NovaAuth = { readonly kind: 'cookie' } | { readonly kind: 'bearer'; readonly token?: TokenSource };

/** Whoever this client speaks for, in the words of HTTP. */
export class Session {
  /** Whether the session lies in a cookie, and so is that of every tab. */
  readonly withCookies: boolean;
  #source: TokenSource | null;
  #token: string | null = null;

  constructor(auth: NovaAuth) {
    this.withCookies = auth.kind === 'cookie';
    this.#source = auth.kind === 'bearer' ? (auth.token ?? null) : null;
    if (typeof this.#source === 'string') this.#token = this.#source;
  }

  /** The token last used. */
  get token(): string | null {
    return this.#token;
  }

  get credentials(): RequestCredentials {
    return this.withCookies ? 'include' : 'omit';
  }

  /** Signed in (or out, with `null`): from now on this token stands, whatever was given at first. */
  enter(token: string | null): void {
    if (this.withCookies) return;
    this.#source = token;
    this.#token = token;
  }

  /** @throws NotSentError when the given source does. */
  async headers(): Promise<Record<string, string>> {
    const source = this.#source;
    if (typeof source === 'function') {
      try {
        const token = await source();
        if (this.#source === source) this.#token = token;
      } catch (error) {
        throw new NotSentError('no token', { cause: error });
      }
    }
    return this.latestHeaders();
  }

  /** As `headers` last said, for those who cannot wait. */
  latestHeaders(): Record<string, string> {
    return this.#token === null ? {} : { authorization: `Bearer ${this.#token}` };
  }
}
