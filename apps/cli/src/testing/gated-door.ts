import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** What a test does to one request: may wait, and says whether the caller hears the server's answer. */
export interface Hooks {
  /** Before the server gets it. `false`: the server never does, and nobody is answered. */
  readonly before?: (path: string) => Promise<boolean> | boolean;
  /** After the server has answered. `false`: the caller never hears. */
  readonly after?: (path: string) => Promise<boolean> | boolean;
}

/** A door in front of a server, through which HTTP and WebSockets go, and in which a test may stand. */
export interface GatedDoor extends AsyncDisposable {
  readonly url: string;
  hooks: Hooks;
}

/** On a free port, or on the one given. */
export async function openDoor(target: string, at = 0): Promise<GatedDoor> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const door = { hooks: {} as Hooks };
  const pass = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const path = req.url ?? '';
    const body = Buffer.concat(await req.toArray());
    if ((await door.hooks.before?.(path)) === false) return;
    const onward = request({ hostname, port, path, method: req.method, headers: req.headers });
    onward.end(body);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    const answered = Buffer.concat(await answer.toArray());
    if ((await door.hooks.after?.(path)) === false) return;
    res.writeHead(answer.statusCode ?? 502, answer.headers).end(answered);
  };
  const server = createServer((req, res) => {
    // A caller that was killed in the middle is what the tests are about.
    pass(req, res).catch(() => res.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (req: IncomingMessage, socket: Socket, head: Buffer) => {
    const onward = connect(Number(port), hostname);
    const lines = Object.entries(req.headers).map(([name, value]) => `${name}: ${String(value)}`);
    onward.write(`${req.method} ${req.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket).pipe(onward);
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  server.listen(at, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the door has no port');
  return Object.assign(door, {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  });
}
