import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';

export interface RawSocketOptions {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

/** A WebSocket and every text frame that came, as it came. */
export interface RawSocket extends AsyncDisposable {
  readonly ws: WebSocket;
  readonly frames: string[];
  /** Settles when it has closed. */
  readonly closed: Promise<{ code: number; reason: string }>;
  /** Sends a text as it is, anything else as JSON. */
  send(message: unknown): void;
  /** Resolves with the first `count` frames that answer `id`, in order. */
  answers(id: number | string | null, count: number): Promise<string[]>;
  /** Resolves when a frame is there for which this is true. */
  until(found: (frame: string) => boolean): Promise<string>;
}

function socketUrl(url: string, query = ''): string {
  return `${url.replace(/^http/, 'ws')}/api/trpc${query}`;
}

/** Opens a WebSocket. Rejects with `RefusedUpgrade` when there was an answer but no upgrade. */
export async function openSocket(url: string, options: RawSocketOptions = {}): Promise<RawSocket> {
  const authorization = options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };
  const ws = new WebSocket(socketUrl(url, options.query), { headers: { ...authorization, ...options.headers } });
  const frames: string[] = [];
  const byId = new Map<unknown, string[]>();
  const watchers = new Set<() => void>();
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  ws.on('message', (data: Buffer) => {
    const frame = data.toString('utf8');
    frames.push(frame);
    const id = idOf(frame);
    byId.set(id, [...(byId.get(id) ?? []), frame]);
    for (const check of watchers) check();
  });
  ws.on('close', (code, reason) => closed.resolve({ code, reason: reason.toString('utf8') }));
  await new Promise<void>((resolve, reject) => {
    ws.once('open', resolve);
    ws.once('unexpected-response', (_req, res) => void refused(res).then(reject));
    ws.on('error', reject);
  });
  const wait = <T>(look: () => T | null): Promise<T> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = look();
        if (found === null) return;
        watchers.delete(check);
        resolve(found);
      };
      watchers.add(check);
      check();
    });
  return {
    ws,
    frames,
    closed: closed.promise,
    send: (message) => ws.send(typeof message === 'string' ? message : JSON.stringify(message)),
    answers: (id, count) =>
      wait(() => {
        const mine = byId.get(id) ?? [];
        return mine.length >= count ? mine.slice(0, count) : null;
      }),
    until: (found) => wait(() => frames.find(found) ?? null),
    async [Symbol.asyncDispose]() {
      ws.terminate();
      if (ws.readyState !== ws.CLOSED) await closed.promise;
    },
  };
}

/** An upgrade was answered with a status instead. */
export class RefusedUpgrade extends Error {
  readonly status: number;
  readonly body: string;

  constructor(status: number, body: string) {
    super(`refused with ${status}: ${body}`);
    this.status = status;
    this.body = body;
  }
}

async function refused(res: IncomingMessage): Promise<RefusedUpgrade> {
  let body = '';
  for await (const chunk of res) body += String(chunk);
  return new RefusedUpgrade(res.statusCode ?? 0, body);
}

function idOf(frame: string): unknown {
  if (!frame.startsWith('{')) return undefined;
  const message: unknown = JSON.parse(frame);
  return typeof message === 'object' && message !== null && 'id' in message ? message.id : undefined;
}
