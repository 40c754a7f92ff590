import type { Id } from '@nova/contract';
import { newUuid } from './identity.ts';
import type { Network } from './network.ts';
import type { Platform } from './platform.ts';
import { systemPlatform } from './platform.ts';
import type { Report } from './report.ts';
import { noReport } from './report.ts';
import type { DeviceStore } from './store/device-store.ts';
import { IndexedDbStore } from './store/indexed-db-store.ts';
import { MemoryStore } from './store/memory-store.ts';
import { browserTabs } from './tabs/browser-tabs.ts';
import { inProcessTabs } from './tabs/in-process-tabs.ts';
import type { TabPorts } from './tabs/tab-ports.ts';
import type { EarlyAnswers } from './wire/early-answers.ts';
import { fetchAfter } from './wire/early-answers.ts';
import type { NovaAuth } from './wire/session.ts';

export interface NovaClientOptions {
  /** The server's origin, such as `https://chat.example.org`. */
  readonly url: string;
  /**
   * How requests say who asks: `{ kind: 'cookie' }` (default in a browser), or `{ kind: 'bearer', token }` (default
   * elsewhere), the token given, fetched by a function each time, or got by `signIn`. Browsers' sockets need the cookie.
   */
  readonly auth?: NovaAuth;
  /** What the device remembers: by default IndexedDB where there is one, else memory. `@nova/client/file-store` keeps files. */
  readonly store?: DeviceStore;
  /** A connection to IndexedDB's `nova` that the page opened before there was a client, or the word that there is none; taken over. */
  readonly device?: Promise<IDBDatabase | null> | null;
  /** Answers that the page asked the server for before there was a client. */
  readonly early?: EarlyAnswers | null;
  readonly platform?: Platform;
  /** By default found out by probing the server. */
  readonly network?: Network;
  readonly tabs?: TabPorts;
  /** Told of each incident worth counting. Errors that nobody waits for go to the platform when this is not given. */
  readonly report?: Report;
  /** The platform's own by default. */
  readonly fetch?: typeof fetch;
  readonly WebSocket?: typeof WebSocket;
  readonly newId?: () => Id;
  /** How long a command may take before it counts as unanswered (default 15,000). */
  readonly requestTimeoutMs?: number;
}

/** The options with every choice made. */
export type Choices = Required<Omit<NovaClientOptions, 'device' | 'early' | 'network' | 'requestTimeoutMs'>> &
  Pick<NovaClientOptions, 'network' | 'requestTimeoutMs'>;

export function chosen(options: NovaClientOptions): Choices {
  const platform = options.platform ?? systemPlatform();
  const ask: typeof fetch = options.fetch ?? ((...request) => fetch(...request));
  return {
    ...options,
    auth: options.auth ?? { kind: typeof document === 'undefined' ? 'bearer' : 'cookie' },
    fetch: options.early ? fetchAfter(options.early, { fetch: ask, platform }) : ask,
    WebSocket: options.WebSocket ?? WebSocket,
    store: options.store ?? storeOf(options.device ?? null),
    platform,
    tabs: options.tabs ?? browserTabs() ?? inProcessTabs(),
    report: options.report ?? noReport,
    newId: options.newId ?? newUuid,
  };
}

function storeOf(device: Promise<IDBDatabase | null> | null): DeviceStore {
  return typeof indexedDB === 'undefined' ? new MemoryStore() : new IndexedDbStore('nova', device);
}
