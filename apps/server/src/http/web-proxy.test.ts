import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { webProxy } from './web-proxy.ts';

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An app server that hangs up on the `hangUps` requests after the first, in the moment in which they come. */
async function scene(hangUps: number): Promise<AsyncDisposable & { url: string; asked: () => number }> {
  let asked = 0;
  const app = createServer((_req, res) => {
    asked++;
    if (asked > 1 && asked <= 1 + hangUps) res.socket?.destroy();
    else res.end('the app');
  });
  const proxy = webProxy(await listening(app), pino({ level: 'silent' }));
  const front = createServer((req, res) => proxy.web(req, res));
  const url = await listening(front);
  return {
    url,
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      proxy.close();
      for (const server of [front, app]) {
        server.closeAllConnections();
        server.close();
      }
      await Promise.resolve();
    },
  };
}

const statusOf = async (url: string, init?: RequestInit): Promise<number> => (await fetch(url, init)).status;

test('a kept connection that was just closed costs a page nothing', async () => {
  await using it = await scene(1);
  expect(await statusOf(it.url)).toBe(200);
  expect(await statusOf(it.url)).toBe(200);
  expect(it.asked()).toBe(3);
});

test('an app server that keeps hanging up is asked twice, and what changes something once', async () => {
  await using it = await scene(3);
  expect(await statusOf(it.url)).toBe(200);
  expect(await statusOf(it.url)).toBe(502);
  expect(it.asked()).toBe(3);
  expect(await statusOf(it.url, { method: 'POST' })).toBe(502);
  expect(it.asked()).toBe(4);
});
