import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { fakePlatform } from '@nova/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { systemPlatform } from '../platform.ts';
import { webSocketClass } from './web-socket.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function listen(): Promise<{ url: string; sockets: Duplex[]; headers: (string | undefined)[] }> {
  const http = createServer();
  const wss = new WebSocketServer({ noServer: true });
  const sockets: Duplex[] = [];
  const headers: (string | undefined)[] = [];
  http.on('upgrade', (req, socket, head) => {
    sockets.push(socket);
    headers.push(req.headers.authorization);
    wss.handleUpgrade(req, socket, head, () => {});
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    http.close();
  });
  return { url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`, sockets, headers };
}

const opened = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => socket.addEventListener('open', resolve));

describe('the WebSocket of the client', () => {
  it('[D3] is reported closed within a second, once, though the other side never answers', async () => {
    const { url, sockets } = await listen();
    const platform = fakePlatform();
    let events = 0;
    const both = Promise.withResolvers<void>();
    /** Hears of every closing, before anybody else does. */
    class Watched extends WebSocket {
      constructor(...of: ConstructorParameters<typeof WebSocket>) {
        super(...of);
        this.addEventListener('close', () => ++events === 2 && both.resolve());
      }
    }
    const socket = new (webSocketClass({ platform, headers: () => ({}), WebSocket: Watched }))(url);
    await opened(socket);
    // A dead link: nothing is read on the other side any more.
    for (const each of sockets) each.removeAllListeners('data').pause();
    let closes = 0;
    socket.addEventListener('close', () => closes++);
    socket.close();
    await platform.advance(499);
    expect(closes).toBe(0);
    await platform.advance(500);
    expect(closes).toBe(1);
    // The platform's own, when it comes after all, is nobody's news.
    for (const each of sockets) each.destroy();
    await both.promise;
    expect(closes).toBe(1);
  });

  it('says nothing any more once it is closing', async () => {
    const { url } = await listen();
    const said: unknown[] = [];
    class Heard extends WebSocket {
      override send(data: Parameters<WebSocket['send']>[0]): void {
        said.push(data);
      }
    }
    const socket = new (webSocketClass({ platform: systemPlatform(), headers: () => ({}), WebSocket: Heard }))(url);
    await opened(socket);
    socket.send('in time');
    socket.close();
    socket.send('too late');
    expect(said).toEqual(['in time']);
  });

  it('[A2] says who it is at the upgrade, read anew for each connection', async () => {
    const { url, headers } = await listen();
    let token = 'one';
    const Socket = webSocketClass({
      platform: systemPlatform(),
      headers: () => ({ authorization: `Bearer ${token}` }),
      WebSocket,
    });
    const first = new Socket(url);
    await opened(first);
    token = 'two';
    const second = new Socket(url);
    await opened(second);
    expect(headers).toEqual(['Bearer one', 'Bearer two']);
    first.close();
    second.close();
  });
});
