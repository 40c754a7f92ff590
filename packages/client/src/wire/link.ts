import { createTRPCClient, createWSClient, httpLink, splitLink, wsLink } from '@trpc/client';
import type { TRPCClient, TRPCLink } from '@trpc/client';
import { wireVersion, wireVersionHeader } from '@nova/contract';
import type { AnyTRPCRouter } from '@trpc/server';
import type { Platform } from '../platform.ts';
import type { Http } from './http.ts';
import { Pacer } from './pacer.ts';
import type { Session } from './session.ts';
import { webSocketClass } from './web-socket.ts';

export interface LinkOptions {
  /** The server's origin. */
  readonly url: string;
  readonly platform: Platform;
  readonly session: Session;
  readonly http: Http;
  readonly WebSocket: typeof WebSocket;
  readonly onSocket: (state: 'open' | 'closed') => void;
}

export interface Wire<Router extends AnyTRPCRouter> {
  readonly trpc: TRPCClient<Router>;
  /** Closes the socket, so that the next one is opened as whoever is signed in by then; subscriptions go on. */
  reconnect(): void;
  /** Connects now if it was waiting to. */
  hurry(): void;
  close(): Promise<void>;
}

/** The stock tRPC client on Nova's two roads: queries and mutations over HTTP, subscriptions over one WebSocket. */
export function openWire<Router extends AnyTRPCRouter>(options: LinkOptions): Wire<Router> {
  const { platform, session, http, onSocket } = options;
  const url = new URL('/api/trpc', options.url);
  const socketUrl = new URL(url);
  socketUrl.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const pacer = new Pacer(platform);
  const client = createWSClient({
    // Asked before each attempt: the waiting is done here, where it can be hurried, and not in the stock client's timer.
    url: async () => {
      await pacer.turn();
      await session.headers();
      return socketUrl.href;
    },
    retryDelayMs: () => 0,
    WebSocket: webSocketClass({ platform, headers: () => session.latestHeaders(), WebSocket: options.WebSocket }),
    lazy: { enabled: true, closeMs: 5_000 },
    keepAlive: { enabled: true, intervalMs: 5_000, pongTimeoutMs: 3_000 },
    onOpen: () => {
      pacer.opened();
      onSocket('open');
    },
    onClose: () => {
      pacer.closed();
      onSocket('closed');
    },
    onError: () => onSocket('closed'),
  });
  const headers = async (): Promise<Record<string, string>> => ({
    ...(await session.headers()),
    [wireVersionHeader]: String(wireVersion),
  });
  const over = { url: url.href, headers, fetch: http.fetch };
  const links: TRPCLink<AnyTRPCRouter>[] = [
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: wsLink({ client }),
      // Each travels alone: none waits for another's answer.
      false: httpLink(over),
    }),
  ];
  return {
    trpc: createTRPCClient<Router>({ links }),
    hurry: () => pacer.hurry(),
    reconnect() {
      client.connection?.ws?.close();
      pacer.hurry();
    },
    async close() {
      pacer.close();
      await client.close();
    },
  };
}
