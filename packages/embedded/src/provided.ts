/**
 * A data store that is ready to be used.
 *
 * Promise: `url` answered once, just now. If this package started the store, it dies with this process – also when
 * this process is killed with SIGKILL – and `stop()` ends it earlier. A store that was given by URL is never touched.
 */
export interface Provided<Kind extends string> extends AsyncDisposable {
  /** Connection URL, password included: not for logs. */
  readonly url: string;
  readonly kind: Kind;
  /** One plain sentence for the user: what is used, and why. */
  readonly why: string;
  /**
   * Settles when the store ended by itself or by `stop()`, with the reason; never rejects.
   * Never settles for a store given by URL.
   */
  readonly ended: Promise<string>;
  /** Ends the store, waits until its process is gone. Idempotent. */
  stop(): Promise<void>;
}

/** The store could not be provided; the message says what to do, in words for the user. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** A store somebody else runs: nothing to stop. */
export function givenStore<Kind extends string>(url: string, kind: Kind, why: string): Provided<Kind> {
  const stop = (): Promise<void> => Promise.resolve();
  return { url, kind, why, ended: new Promise(() => {}), stop, [Symbol.asyncDispose]: stop };
}
