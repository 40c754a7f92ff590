import { openDatabase } from '@nova/db';
import { tcpProxy } from '@nova/testkit';
import { expect, test } from 'vitest';
import { metricOf } from './testing/metric.ts';
import { openSocket } from './testing/raw-socket.ts';
import { openScene, request, subscription } from './testing/scene.ts';
import { openTestSystem } from './testing/test-system.ts';
import { stockClient } from './testing/stock-client.ts';

test('[W7] with Postgres away a node says so, closes nobody’s socket, and goes on when it is back', async () => {
  await using scene = await openScene();
  const { system, ann, bob, conversationId } = scene;
  const url = new URL(system.database.url);
  await using way = await tcpProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(way.port);
  const node = await system.openNode({ databaseUrl: url.href, statementTimeoutMs: 4_000 });
  await using socket = await openSocket(node.url, { token: bob.token });
  socket.send(subscription(1, { conversationId }));
  await socket.answers(1, 1);
  await way.cut();
  const ready = await fetch(`${node.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready', postgres: 'down', redis: 'ok' }]);
  expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
  socket.send(request(2, 'user.me'));
  expect(JSON.parse((await socket.answers(2, 1))[0] ?? '')).toMatchObject({
    error: { data: { reason: 'BUSY', retryable: true } },
  });
  const me = await fetch(`${node.url}/api/trpc/user.me`, { headers: { authorization: `Bearer ${ann.token}` } });
  expect(me.status).toBe(503);
  await expect(openSocket(node.url, { token: ann.token })).rejects.toMatchObject({ status: 503 });

  await way.restore();
  const sent = await scene.send('while it was away');
  expect((await socket.answers(1, 2))[1]).toContain('while it was away');
  expect(sent.seq).toBeGreaterThan(0);
  while ((await fetch(`${node.url}/readyz`)).status !== 200);
  await using anns = stockClient(node.url, ann);
  expect(await anns.trpc.user.me.query()).toMatchObject({ id: ann.userId });
  expect(socket.ws.readyState).toBe(socket.ws.OPEN);
});

test('[D9] a database that comes back as another one gets another epoch, and its followers are told to load a page', async () => {
  await using scene = await openScene();
  const { system, bob, conversationId } = scene;
  const url = new URL(system.database.url);
  await using way = await tcpProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(way.port);
  const node = await system.openNode({ databaseUrl: url.href });
  await using socket = await openSocket(node.url, { token: bob.token });
  socket.send(subscription(1, { conversationId }));
  await socket.answers(1, 1);
  await scene.send('before');
  const [, before] = await socket.answers(1, 2);
  await way.cut();
  const how = { lockTimeoutMs: 1_000, statementTimeoutMs: 5_000, idleInTransactionTimeoutMs: 5_000 };
  await using db = openDatabase({ url: system.database.url, maxConnections: 6, applicationName: 'test', ...how });
  // What a restore to an earlier time changes.
  await db.query`update log set fingerprint = 'another timeline'`;
  while ((await metricOf(node, 'delivery_failures_total')) === 0);
  await way.restore();
  const [, , reset] = await socket.answers(1, 3);
  expect(reset).toContain('"type":"reset"');
  expect(cursorOf(reset).split('.')[0]).not.toBe(cursorOf(before).split('.')[0]);
});

function cursorOf(frame: string | undefined): string {
  return (JSON.parse(frame ?? '{}') as { result: { id: string } }).result.id;
}

test('a node that cannot have its address or its database leaves nothing behind', async () => {
  await using system = await openTestSystem();
  const node = await system.openNode();
  await expect(system.openNode({ port: Number(new URL(node.url).port) })).rejects.toThrow('EADDRINUSE');
  await expect(system.openNode({ databaseUrl: 'postgres://127.0.0.1:1/none' })).rejects.toThrow('ECONNREFUSED');
});
