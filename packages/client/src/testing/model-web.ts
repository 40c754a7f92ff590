import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import { modelRouter } from './model-router.ts';
import type { ModelContext } from './model-router.ts';
import type { ModelServer } from './model-server.ts';

/** The model server behind real HTTP and the stock WebSocket adapter, with sessions as bearer tokens. */
export class ModelWeb {
  readonly #model: ModelServer;
  readonly #tokens = new Map<string, string>();
  readonly #sockets: WebSocketServer;
  readonly #http: Server;
  readonly requests: string[] = [];
  #port = 0;

  constructor(model: ModelServer) {
    this.#model = model;
    const context = (req: IncomingMessage): ModelContext => {
      const token = req.headers.authorization?.replace('Bearer ', '') ?? '';
      return { server: model, userId: this.#tokens.get(token) ?? null };
    };
    const trpc = createHTTPHandler({
      router: modelRouter,
      basePath: '/api/trpc/',
      createContext: ({ req }) => context(req),
    });
    this.#http = createServer((req, res) => {
      this.requests.push(`${req.method} ${req.url?.split('?')[0]}`);
      if (!req.url?.startsWith('/api/auth/')) return trpc(req, res);
      if (req.url === '/api/auth/get-session') {
        const id = context(req).userId;
        res
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(id === null ? null : { user: { id } }));
        return;
      }
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => {
        const { email, password } = JSON.parse(body || '{}') as { email?: string; password?: string };
        if (req.url === '/api/auth/sign-out')
          this.#tokens.delete(req.headers.authorization?.replace('Bearer ', '') ?? '');
        else if (password !== 'right') {
          res.writeHead(401).end('{}');
          return;
        } else res.setHeader('set-auth-token', this.session(email ?? ''));
        res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ user: { id: email } }));
      });
    });
    this.#sockets = new WebSocketServer({ noServer: true });
    applyWSSHandler({
      wss: this.#sockets,
      router: modelRouter,
      createContext: ({ req }) => context(req),
      keepAlive: { enabled: true },
    });
    this.#http.on('upgrade', (req, socket, head) => {
      // A2: no session, no socket.
      if (context(req).userId === null) return socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      this.#sockets.handleUpgrade(req, socket, head, (ws) => this.#sockets.emit('connection', ws, req));
      return undefined;
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get model(): ModelServer {
    return this.#model;
  }

  get openSockets(): number {
    return this.#sockets.clients.size;
  }

  /** A token of a new session. */
  session(userId: string): string {
    const token = `token-${userId}-${this.#tokens.size}`;
    this.#tokens.set(token, userId);
    return token;
  }

  endSessions(): void {
    this.#tokens.clear();
    this.cut();
  }

  /** Listens, on the same port each time. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#http.address() as AddressInfo).port;
  }

  /** Cuts every socket as a dying network does. */
  cut(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  async stop(): Promise<void> {
    this.cut();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}
