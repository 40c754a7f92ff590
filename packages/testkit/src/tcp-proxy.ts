import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '@nova/embedded';

/** A TCP proxy with faults. `restore` ends every fault; connections that were cut stay cut. */
export interface TcpProxy extends AsyncDisposable {
  /** On 127.0.0.1; the same all its life. */
  readonly port: number;
  /** Connections through it now. */
  readonly connections: number;
  /** Destroys every connection and refuses new ones. Resolves when new ones are refused. */
  cut(): Promise<void>;
  /** Stops every byte, both ways, without closing anything; new connections are accepted and stalled too. */
  stall(): void;
  /** Holds every byte back for so long, both ways, in order. */
  delay(ms: number): void;
  /** Lets everything through again; what was stalled arrives. */
  restore(): Promise<void>;
}

interface Link {
  readonly down: Socket;
  readonly up: Socket;
}

/** Starts a proxy to an address. */
export async function tcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const port = await freePort();
  const links = new Set<Link>();
  let delayMs = 0;
  let stalled = false;

  function forward(from: Socket, to: Socket): void {
    from.on('data', (chunk) => {
      if (delayMs === 0) to.write(chunk);
      else setTimeout(() => to.write(chunk), delayMs);
    });
    from.on('end', () => setTimeout(() => to.end(), delayMs));
  }

  function admit(down: Socket): void {
    const up = connect(target);
    const link: Link = { down, up };
    links.add(link);
    const drop = (): void => {
      links.delete(link);
      down.destroy();
      up.destroy();
    };
    for (const socket of [down, up]) {
      socket.setNoDelay(true);
      // A reset on one side is passed on as a close; the test sees it there.
      socket.on('error', drop);
      socket.on('close', drop);
    }
    forward(down, up);
    forward(up, down);
    if (stalled) hold(link);
  }

  let server = await listen(port, admit);
  const cut = async (): Promise<void> => {
    const closed = server.listening ? once(server, 'close') : undefined;
    server.close();
    for (const { down, up } of links) {
      down.destroy();
      up.destroy();
    }
    await closed;
  };
  return {
    cut,
    port,
    get connections() {
      return links.size;
    },
    stall() {
      stalled = true;
      for (const link of links) hold(link);
    },
    delay(ms) {
      delayMs = ms;
    },
    async restore() {
      stalled = false;
      delayMs = 0;
      for (const { down, up } of links) {
        down.resume();
        up.resume();
      }
      if (!server.listening) server = await listen(port, admit);
    },
    [Symbol.asyncDispose]: cut,
  };
}

function hold({ down, up }: Link): void {
  down.pause();
  up.pause();
}

async function listen(port: number, admit: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, admit);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
