import { openDatabase } from '@nova/db';
import { expect, test } from 'vitest';
import { openSocket } from '../testing/raw-socket.ts';
import { openScene, subscription } from '../testing/scene.ts';
import { signUp, stockClient } from '../testing/stock-client.ts';

const withinMs = 1_000;

test('[D7][A2] ending a session closes its sockets on every node within a second, and nobody else’s', async () => {
  await using scene = await openScene();
  const { node, system, bob, conversationId } = scene;
  const other = await system.openNode();
  await using bobs = stockClient(node.url, bob);
  const mine = await Promise.all([node, node, other].map(({ url }) => openSocket(url, { token: bob.token })));
  await using anns = await openSocket(other.url, { token: scene.ann.token });
  for (const socket of [...mine, anns]) {
    socket.send(subscription(1, { conversationId }));
    await socket.answers(1, 1);
  }
  const [device] = await bobs.trpc.user.devices.query();
  const endedAtMs = performance.now();
  await bobs.trpc.user.revokeDevice.mutate({ deviceId: device?.deviceId ?? '' });
  for (const socket of mine) expect(await socket.closed).toEqual({ code: 4401, reason: 'session ended' });
  expect(performance.now() - endedAtMs).toBeLessThan(withinMs);
  await scene.send('after');
  expect(mine.flatMap(({ frames }) => frames).join('')).not.toContain('"after"');
  expect((await anns.answers(1, 2))[1]).toContain('"after"');
});

test('[D7] signing out does the same', async () => {
  await using scene = await openScene();
  const { node, bob } = scene;
  await using socket = await openSocket(node.url, { token: bob.token });
  const endedAtMs = performance.now();
  const response = await fetch(`${node.url}/api/auth/sign-out`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bob.token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(response.status).toBe(200);
  expect((await socket.closed).code).toBe(4401);
  expect(performance.now() - endedAtMs).toBeLessThan(withinMs);
  const me = await fetch(`${node.url}/api/trpc/user.me`, { headers: { authorization: `Bearer ${bob.token}` } });
  expect(me.status).toBe(401);
});

test('[D7] a session whose end nobody tells of, and one that expires, are noticed as well', async () => {
  await using scene = await openScene();
  const { node, system, bob } = scene;
  const eve = await signUp(node.url, 'Eve');
  await using bobs = await openSocket(node.url, { token: bob.token });
  await using eves = await openSocket(node.url, { token: eve.token });
  const limits = { lockTimeoutMs: 1_000, statementTimeoutMs: 5_000, idleInTransactionTimeoutMs: 5_000 };
  await using db = openDatabase({ url: system.database.url, maxConnections: 6, applicationName: 'test', ...limits });
  const endedAtMs = performance.now();
  // As if the notice had been lost: without the trigger that sends it.
  await db.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`delete from sessions where user_id = ${bob.userId}`;
  });
  await db.query`update sessions set expires_at = now() - interval '1 second' where user_id = ${eve.userId}`;
  expect((await bobs.closed).code).toBe(4401);
  expect((await eves.closed).code).toBe(4401);
  expect(performance.now() - endedAtMs).toBeLessThan(withinMs + 500);
});

test('[A2] an event stream over HTTP ends with its session too', async () => {
  await using scene = await openScene();
  const { node, bob, conversationId } = scene;
  await using bobs = stockClient(node.url, bob);
  const input = encodeURIComponent(JSON.stringify({ conversationId }));
  const stream = await fetch(`${node.url}/api/trpc/conversation.events?input=${input}`, {
    headers: { authorization: `Bearer ${bob.token}`, accept: 'text/event-stream' },
  });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  const read = async (): Promise<void> => {
    for await (const _chunk of stream.body ?? []);
  };
  // Heard from now on: it may end before the answer of whoever ends it is here.
  const ended = read().then(
    () => null,
    (error: unknown) => error,
  );
  const [device] = await bobs.trpc.user.devices.query();
  await bobs.trpc.user.revokeDevice.mutate({ deviceId: device?.deviceId ?? '' });
  expect(await ended).toMatchObject({ message: 'terminated' });
});
