import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Outside } from '../fetch/fetch-outside.ts';

/** A web server of a test, on this machine. */
export interface SmallServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** What it was asked, in order. */
  readonly asked: IncomingMessage[];
}

export async function smallServer(
  answer: (path: string, res: ServerResponse, req: IncomingMessage) => void,
): Promise<SmallServer> {
  const asked: IncomingMessage[] = [];
  const server = createServer((req, res) => {
    asked.push(req);
    answer(req.url ?? '', res, req);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Reaches this machine, where every host of `.test` is found. */
export const onThisMachine: Outside = {
  reach: { inside: ['127.0.0.1/32'] },
  resolve: (host) => Promise.resolve(host.endsWith('.test') ? ['127.0.0.1'] : []),
  userAgent: 'Nova (link previews)',
};

/** Reaches the internet and nothing else. */
export const strict: Outside = { ...onThisMachine, reach: { inside: [] } };
