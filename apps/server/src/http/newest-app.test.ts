import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { newestApp } from './newest-app.ts';

test('[O12] the app is asked which build it is, once for all who ask, and anew a little later', async () => {
  let asked = 0;
  let reply: { status: number; body: string } = { status: 200, body: 'first' };
  const app = createServer((req, res) => {
    asked++;
    res.writeHead(req.url === '/build.json' ? reply.status : 404).end(reply.body);
  }).listen(0, '127.0.0.1');
  await once(app, 'listening');
  await using _ = { [Symbol.asyncDispose]: async () => void app.close() };
  const webUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  let now = 1_000;
  const newest = newestApp({ webUrl, nowMs: () => now });

  expect(await Promise.all([newest.build(), newest.build()])).toEqual(['first', 'first']);
  reply = { status: 200, body: 'second' };
  now += 4_999;
  expect([await newest.build(), asked]).toEqual(['first', 1]);
  now += 1;
  expect([await newest.build(), asked]).toEqual(['second', 2]);

  for (const unknown of [
    { status: 404, body: 'a page' },
    { status: 200, body: 'x'.repeat(2_001) },
  ]) {
    reply = unknown;
    now += 5_000;
    expect(await newest.build()).toBeNull();
  }
  app.closeAllConnections();
  app.close();
  now += 5_000;
  expect(await newest.build(), 'an app that is away').toBeNull();
  expect(await newestApp({ webUrl: undefined, nowMs: () => now }).build(), 'no app at all').toBeNull();
});
