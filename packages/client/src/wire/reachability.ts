import { within } from '../deadline.ts';
import type { ManualNetwork, Network } from '../network.ts';
import { manualNetwork } from '../network.ts';
import type { Platform } from '../platform.ts';

/** How long the server may take to show a sign of life. */
export const probeTimeoutMs = 4_000;
const firstProbeMs = 500;
const slowestProbeMs = 10_000;

export interface ReachabilityOptions {
  readonly platform: Platform;
  /** Asks the server anything over HTTP; resolves to the status of whatever answered, rejects when nothing did. */
  readonly probe: (signal: AbortSignal) => Promise<number>;
  /** The server answered and wants us to sign in. */
  readonly onSignInNeeded: () => void;
  /** The browser knows that the network is gone: an open socket is a dead one that does not know it yet. */
  readonly onOffline: () => void;
}

/**
 * Knows whether there is a way to the server: the browser's word, and, when a socket closes or a request breaks, a probe
 * over HTTP – a socket alone cannot tell a dead network from an expired session. Probes go on until one is answered.
 */
export class Reachability {
  readonly #options: ReachabilityOptions;
  readonly #network: ManualNetwork = manualNetwork(browserIsOnline());
  readonly #closing = new AbortController();
  #cancelNext: () => void = () => {};
  #isProbing = false;
  #failures = 0;

  constructor(options: ReachabilityOptions) {
    this.#options = options;
    if (typeof window === 'undefined') return;
    const { signal } = this.#closing;
    const offline = (): void => {
      this.#network.set(false);
      options.onOffline();
    };
    window.addEventListener('offline', offline, { signal });
    window.addEventListener('online', () => this.doubt(), { signal });
  }

  get network(): Network {
    return this.#network;
  }

  /** A socket opened: there is a way. */
  confirm(): void {
    this.#cancelNext();
    this.#failures = 0;
    this.#network.set(true);
  }

  /** Somebody who knows says whether there is a way; looking for one is theirs. */
  adopt(online: boolean): void {
    if (online) this.confirm();
    else this.#network.set(false);
  }

  /** Something broke: finds out whether the way is gone. */
  doubt(): void {
    this.#cancelNext();
    if (!this.#closing.signal.aborted && !this.#isProbing) void this.#probe();
  }

  /** Idempotent. */
  close(): void {
    this.#closing.abort();
    this.#cancelNext();
  }

  async #probe(): Promise<void> {
    const { platform, probe, onSignInNeeded } = this.#options;
    this.#isProbing = true;
    const { signal } = this.#closing;
    const status = await within({ platform, ms: probeTimeoutMs, signal }, probe).catch(() => null);
    this.#isProbing = false;
    if (this.#closing.signal.aborted) return;
    if (status !== null) {
      this.confirm();
      if (status === 401) onSignInNeeded();
      return;
    }
    this.#network.set(false);
    const ceilingMs = Math.min(slowestProbeMs, firstProbeMs * 2 ** ++this.#failures);
    this.#cancelNext = platform.after(ceilingMs * (0.5 + platform.random() / 2), () => void this.#probe());
  }
}

function browserIsOnline(): boolean {
  return typeof window === 'undefined' || navigator.onLine;
}
