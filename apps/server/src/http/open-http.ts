import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Settings } from '../settings.ts';
import type { SocketDoor } from '../socket/socket-door.ts';
import { pathOf } from './request-handler.ts';
import { trpcPath } from './trpc-handler.ts';
import type { WebProxy } from './web-proxy.ts';

export interface HttpParts {
  readonly settings: Settings;
  readonly handle: RequestListener;
  readonly door: SocketDoor;
  readonly web: WebProxy | null;
}

export interface Listening extends AsyncDisposable {
  /** Where it listens, as an origin. */
  readonly url: string;
}

const finishWithinMs = 1_000;
const slowestRequestMs = 3_600_000;
/**
 * An idle connection is kept for longer than proxies keep theirs (a minute as a rule), so that none meets one that is
 * just being closed; and for somebody who writes every few seconds connecting would cost as much as the message.
 */
const keepAliveMs = 75_000;

/** Listens. Rejects when the address is taken. Disposing lets requests finish for a second, then closes everything. */
export async function openHttp({ settings, handle, door, web }: HttpParts): Promise<Listening> {
  const server = createServer({ highWaterMark: settings.socketBufferBytes, keepAliveTimeout: keepAliveMs }, handle);
  // The default would end an upload over a slow line; what stands still is ended by who reads it.
  server.requestTimeout = slowestRequestMs;
  server.on('upgrade', (req, socket, head) => {
    if (pathOf(req) === trpcPath) void door.enter(req, socket, head);
    else if (web) web.upgrade(req, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    url: originOf(server.address()),
    async [Symbol.asyncDispose]() {
      web?.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Idle connections close at once; what is left is in the middle of something.
      const late = setTimeout(() => server.closeAllConnections(), finishWithinMs);
      await closed;
      clearTimeout(late);
    },
  };
}

function originOf(address: string | AddressInfo | null): string {
  if (address === null || typeof address === 'string') throw new Error('a server listens on a port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}
