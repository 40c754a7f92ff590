import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { metricOf } from './testing/metric.ts';
import { openSocket } from './testing/raw-socket.ts';
import { openScene, request, subscription } from './testing/scene.ts';
import { openTestSystem } from './testing/test-system.ts';

test('metrics have every promised name, and no text that a person wrote', async () => {
  await using scene = await openScene();
  await scene.send('a secret that nobody else may read');
  const text = await (await fetch(`${scene.node.url}/metrics`)).text();
  const promised = [
    'delivery_latency_seconds',
    'delivered_events_total',
    'tier_events_total',
    'sweeper_found_total',
    'stream_holes_filled_total',
    'stream_trims_total',
    'redis_memory_bytes',
    'build_info',
    'postgres_info',
    'redis_info',
    'resets_total',
    'client_incidents_total',
    'outbox_backlog',
    'outbox_oldest_seconds',
    'lock_waiters',
    'transaction_retries_total',
    'command_seconds',
    'send_batch_size',
    'send_batch_seconds',
    'refused_total',
    'sockets',
    'subscriptions',
    'socket_unread_bytes',
    'sockets_cut_off_total',
    'upgrades_refused_total',
    'purged_messages_total',
  ];
  for (const name of promised) expect(text).toContain(`# TYPE nova_${name} `);
  expect(text).toContain('nodejs_eventloop_lag_seconds');
  expect(text).not.toContain('secret');
  expect(await metricOf(scene.node, 'redis_memory_bytes')).toBeGreaterThan(0);
});

test('a message that has gone through is in the numbers: how long it took, where it was found, who waits for a lock', async () => {
  await using scene = await openScene();
  const { system, node, bob, conversationId } = scene;
  await scene.send('before');
  await using socket = await openSocket(node.url, { token: bob.token });
  const { cursor } = await scene.anns.message.list.query({ conversationId });
  socket.send(subscription(1, { conversationId, lastEventId: cursor }));
  // From the beginning of the log, which is caught up with.
  socket.send(subscription(2, { conversationId, lastEventId: cursor.replace(/\d+$/, '0') }));
  await Promise.all([socket.answers(1, 1), socket.answers(2, 2)]);
  await scene.send('after');
  await socket.answers(1, 2);
  const text = await (await fetch(`${node.url}/metrics`)).text();
  expect(text).toMatch(/^nova_delivery_latency_seconds_count [1-9]\d*$/m);
  expect(text).toMatch(/^nova_delivery_latency_seconds_bucket\{le="10"\} [1-9]\d*$/m);
  expect(text).toMatch(/^nova_tier_events_total\{tier="(ring|stream|log)"\} [1-9]\d*$/m);

  const locked = gate();
  using ending = new DisposableStack();
  const holding = await system.openNode({}, { failpoint: (name) => (name === 'locked' ? locked.pass() : undefined) });
  ending.defer(() => locked.open());
  await using holder = await openSocket(holding.url, { token: bob.token });
  const input = { conversationId, clientId: crypto.randomUUID(), body: 'holds the lock' };
  holder.send(request(1, 'message.send', { method: 'mutation', input }));
  await locked.arrived();
  expect(await metricOf(node, 'lock_waiters')).toBe(0);
  const waits = scene.anns.conversation.update.mutate({ conversationId, title: 'Waits for it' });
  while ((await metricOf(node, 'lock_waiters')) === 0);
  locked.open();
  await waits;
});

test('[A1] metrics are for this machine and for operators', async () => {
  await using scene = await openScene();
  const { node, system } = scene;
  const ask = (headers: Record<string, string>) => fetch(`${node.url}/metrics`, { headers });
  expect((await ask({})).status).toBe(200);
  expect((await ask({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(403);
  expect((await ask({ 'x-forwarded-for': '203.0.113.9', 'x-nova-operator': 'wrong-token-wrong' })).status).toBe(403);
  expect((await ask({ 'x-forwarded-for': '203.0.113.9', 'x-nova-operator': system.operatorToken })).status).toBe(200);
});

test('a refused call is counted by its reason, and answers with the id that the logs know', async () => {
  await using scene = await openScene();
  const response = await fetch(`${scene.node.url}/api/trpc/user.me`, { headers: { 'x-request-id': 'my-request-1' } });
  expect(response.status).toBe(401);
  expect(response.headers.get('x-request-id')).toBe('my-request-1');
  expect(await response.json()).toMatchObject({
    error: { data: { reason: 'UNAUTHENTICATED', requestId: 'my-request-1' } },
  });
  const text = await (await fetch(`${scene.node.url}/metrics`)).text();
  expect(text).toContain('nova_refused_total{path="user.me",reason="UNAUTHENTICATED"} 1');
});

test('[A3] clients report incidents, bounded and without what people wrote', async () => {
  await using scene = await openScene({ limitReport: { points: 8, seconds: 60 } });
  const { node, conversationId } = scene;
  const report = (body: unknown) =>
    fetch(`${node.url}/api/report`, {
      method: 'POST',
      headers: { origin: node.url },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const gap = { type: 'gap', conversationId, expectedSeq: 4, gotSeq: 6 };
  const stack = 'Error: a private text\n    at send (http://127.0.0.1/app.js:10:20)\n    at run (app.js:1:2)';
  const uncaught = { type: 'uncaught', error: { name: 'TypeError', stack } };
  expect((await report({ version: '1.0', incidents: [gap, gap, uncaught] })).status).toBe(204);
  expect(await metricOf(node, 'client_incidents_total')).toBe(3);
  const text = await (await fetch(`${node.url}/metrics`)).text();
  expect(text).toContain('nova_client_incidents_total{type="gap"} 2\n');
  const policy = { type: 'policy', directive: 'img-src', blocked: 'elsewhere', place: '/_next/static/a-1.js:1:20' };
  const workerFailed = { type: 'workerFailed', what: 'push', error: { name: 'TypeError', stack } };
  expect((await report({ incidents: [policy, { ...policy, place: '' }, workerFailed] })).status).toBe(204);
  const after = await (await fetch(`${node.url}/metrics`)).text();
  expect(after).toContain('nova_client_incidents_total{type="policy"} 2\n');
  expect(after).toContain('nova_client_incidents_total{type="workerFailed"} 1\n');
  const bad = [
    'no json',
    { incidents: [] },
    { incidents: [{ ...gap, body: 1, type: 'theft' }] },
    { incidents: [{ ...policy, place: 'https://a.test/my-secret' }] },
  ];
  for (const body of bad) expect((await report(body)).status).toBe(400);
  expect((await report('x'.repeat(20_000))).status).toBe(413);
  expect((await report({ incidents: [gap] })).status).toBe(204);
  expect((await report({ incidents: [gap] })).status).toBe(429);
  expect((await fetch(`${node.url}/api/report`)).status).toBe(405);
});

test('what is not the server’s own goes to the app server, sockets too; without one there is a short word', async () => {
  await using system = await openTestSystem();
  const app = createServer((req, res) => {
    res.writeHead(req.url === '/missing' ? 404 : 200, { 'x-app': 'yes' });
    res.end(`${req.method} ${req.url} for ${req.headers.host} by ${String(req.headers['x-forwarded-for'])}`);
  });
  const sockets = new WebSocketServer({ server: app });
  sockets.on('connection', (ws, { url }) => ws.send(`hot ${url}`));
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const webUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  const node = await system.openNode({ webUrl });
  const page = await fetch(`${node.url}/channel/7?x=1`, { method: 'POST', body: 'text' });
  expect([page.status, page.headers.get('x-app')]).toEqual([200, 'yes']);
  expect(await page.text()).toBe(`POST /channel/7?x=1 for ${new URL(node.url).host} by 127.0.0.1`);
  expect((await fetch(`${node.url}/missing`)).status).toBe(404);
  expect((await fetch(`${node.url}/api/own-route`)).headers.get('x-app')).toBe('yes');
  expect((await fetch(`${node.url}/api/trpc/user.me`)).headers.get('x-app')).toBeNull();
  const socket = new WebSocket(`${node.url.replace('http', 'ws')}/_next/hmr?page=1`);
  const [heard] = (await once(socket, 'message')) as [Buffer];
  expect(heard.toString()).toBe('hot /_next/hmr?page=1');
  socket.terminate();
  sockets.close();
  app.closeAllConnections();
  app.close();
  await once(app, 'close');
  expect((await fetch(`${node.url}/`)).status).toBe(502);

  const alone = await system.openNode();
  const root = await fetch(`${alone.url}/`);
  expect([root.status, await root.text()]).toEqual([200, expect.stringContaining('Nova')]);
  expect((await fetch(`${alone.url}/favicon.ico`)).status).toBe(404);
});

test('[X2] what was deleted is forgotten when its time has come', async () => {
  await using scene = await openScene({ retentionMs: 1, purgeEveryMs: 20 });
  const { messageId } = await scene.send('to be forgotten');
  await scene.anns.message.delete.mutate({ messageId });
  while ((await metricOf(scene.node, 'purged_messages_total')) === 0);
  expect(await metricOf(scene.node, 'purged_messages_total')).toBe(1);
});
