import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { tcpProxy } from './tcp-proxy.ts';

async function echoServer(): Promise<AsyncDisposable & { port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket.on('error', () => {});
}

test('a stalled proxy holds every byte, and restoring delivers them', async () => {
  await using echo = await echoServer();
  await using proxy = await tcpProxy({ host: '127.0.0.1', port: echo.port });
  const socket = await dial(proxy.port);
  socket.write('a');
  expect(String((await once(socket, 'data'))[0])).toBe('a');

  proxy.stall();
  let early = false;
  const answer = once(socket, 'data').finally(() => (early = true));
  socket.write('b');
  for (let turn = 0; turn < 50; turn++) await setImmediate();
  expect(early).toBe(false);
  await proxy.restore();
  expect(String((await answer)[0])).toBe('b');
  socket.destroy();
});

test('a cut proxy drops its connections and refuses new ones until restored', async () => {
  await using echo = await echoServer();
  await using proxy = await tcpProxy({ host: '127.0.0.1', port: echo.port });
  const socket = await dial(proxy.port);
  const closed = once(socket, 'close');
  await proxy.cut();
  await closed;
  expect(proxy.connections).toBe(0);
  await expect(dial(proxy.port)).rejects.toThrow('ECONNREFUSED');

  await proxy.restore();
  const again = await dial(proxy.port);
  again.write('back');
  expect(String((await once(again, 'data'))[0])).toBe('back');
  again.destroy();
});

test('a delay keeps the order', async () => {
  await using echo = await echoServer();
  await using proxy = await tcpProxy({ host: '127.0.0.1', port: echo.port });
  proxy.delay(20);
  const socket = await dial(proxy.port);
  const startedMs = performance.now();
  let received = '';
  const everything = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString();
      if (received.length === 3) resolve();
    });
  });
  for (const letter of 'abc') socket.write(letter);
  await everything;
  expect(received).toBe('abc');
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(39);
  socket.destroy();
});
