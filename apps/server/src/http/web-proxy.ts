import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { createProxyServer, proxyUpgrade } from 'httpxy';
import type { Logger } from 'pino';
import { answer } from './answer.ts';

/** What is not the server's own: pages, their files, and the sockets of a development server. */
export interface WebProxy {
  /** Answers 502 when the app server cannot be reached. */
  web(req: IncomingMessage, res: ServerResponse): void;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes what is open. */
  close(): void;
}

/** Methods that may be asked twice, and whose requests bring nothing that would have been read by then. */
const repeatable = new Set(['GET', 'HEAD']);

/**
 * Hands requests on to the app server at `target`, as they came. A kept connection may be closed there in the very moment
 * in which it is used here: what came to nothing so is asked once more, on a new one.
 */
export function webProxy(target: string, log: Logger): WebProxy {
  const sockets = new Set<Duplex>();
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });
  const proxy = createProxyServer({ target, xfwd: true, agent });
  const repeated = new WeakSet<IncomingMessage>();
  proxy.on('error', (error, req, res) => {
    const isAsking = res && 'writeHead' in res && !res.headersSent && !res.destroyed;
    if (req && isAsking && isReset(error) && repeatable.has(req.method ?? '') && !repeated.has(req)) {
      repeated.add(req);
      void proxy.web(req, res, { agent: false });
      return;
    }
    log.warn({ err: error }, 'the app server did not answer');
    if (res && 'writeHead' in res && !res.headersSent) answer(res, 502, 'The app is starting or has stopped.\n');
    else res?.destroy();
  });
  return {
    web: (req, res) => void proxy.web(req, res),
    upgrade(req, socket, head) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      proxyUpgrade(target, req, socket, head, { xfwd: true }).catch((error: unknown) => {
        log.debug({ err: error }, 'the app server did not upgrade');
        socket.destroy();
      });
    },
    close() {
      agent.destroy();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function isReset(error: Error): boolean {
  return 'code' in error && error.code === 'ECONNRESET';
}

/** What one sees where no app is served. */
export function plainGreeting(_req: IncomingMessage, res: ServerResponse): void {
  answer(
    res,
    _req.url === '/' ? 200 : 404,
    'This is Nova, a chat server. Its API is at /api/trpc, signing in at /api/auth; /readyz tells how it is.\n',
  );
}
