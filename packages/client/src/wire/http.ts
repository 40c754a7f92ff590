import { within } from '../deadline.ts';
import type { Platform } from '../platform.ts';
import { ForeignAnswerError } from '../transport.ts';
import type { Session } from './session.ts';

export interface HttpOptions {
  /** The server's origin. */
  readonly url: string;
  readonly session: Session;
  readonly platform: Platform;
  readonly fetch: typeof fetch;
}

export interface HttpRequest {
  /** What is sent as JSON, by POST; without it the request is a GET. */
  readonly body?: object;
  /** How long the answer's head may take. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** A browser takes 64 KiB of such requests at a time; they are to be a small part of it. */
const outlivesMaxChars = 1_000;

/** What tRPC hands to `fetch`. */
type FetchInit = Omit<RequestInit, 'signal'> & { signal?: AbortSignal | null | undefined };

/** HTTP to Nova's server, as whoever the session is. */
export class Http {
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  /** Rejects with a `TimeoutError`, with what `fetch` throws, or with `NotSentError`. Any status is an answer. */
  request(path: string, { body, timeoutMs: ms, signal: ended }: HttpRequest): Promise<Response> {
    const { url, session, platform, fetch } = this.#options;
    return within({ platform, ms, ...(ended ? { signal: ended } : {}) }, async (signal) => {
      const headers = await session.headers();
      const post = body && { method: 'POST', body: JSON.stringify(body) };
      if (body) headers['content-type'] = 'application/json';
      return fetch(new URL(path, url), { ...post, headers, credentials: session.credentials, signal });
    });
  }

  /**
   * `fetch` for tRPC's links, which bring their own headers and signal. Rejects with `ForeignAnswerError` too: tRPC forgets
   * the status of what it cannot read.
   */
  readonly fetch = async (input: string | URL | Request, { signal, ...init }: FetchInit = {}): Promise<Response> => {
    const { session, fetch } = this.#options;
    // What is asked for while a page is being left must not go with it.
    const keepalive = typeof init.body === 'string' && init.body.length <= outlivesMaxChars;
    const { credentials } = session;
    const response = await fetch(input, { ...init, keepalive, signal: signal ?? null, credentials });
    if (response.ok || response.headers.get('content-type')?.includes('json')) return response;
    await response.body?.cancel();
    throw new ForeignAnswerError(response);
  };
}
