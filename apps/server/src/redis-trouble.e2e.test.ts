import { expect, test } from 'vitest';
import { metricOf } from './testing/metric.ts';
import { openSocket, type RawSocket } from './testing/raw-socket.ts';
import { openScene, type Scene, subscription } from './testing/scene.ts';

/** Bob follows on a node of his own, so that everything that Ann sends has to travel. */
async function followElsewhere(scene: Scene): Promise<RawSocket> {
  const other = await scene.system.openNode({ redisCommandTimeoutMs: 300 });
  const socket = await openSocket(other.url, { token: scene.bob.token });
  socket.send(subscription(1, { conversationId: scene.conversationId }));
  await socket.answers(1, 1);
  return socket;
}

function bodiesOf(frames: readonly string[]): string[] {
  return frames.flatMap((frame) => {
    const body = /"body":"([^"]*)"/.exec(frame)?.[1];
    return body === undefined ? [] : [body];
  });
}

/** Sends one after the other; answers how long the slowest took, in milliseconds. */
async function sendAll(scene: Scene, bodies: readonly string[]): Promise<number> {
  let slowestMs = 0;
  for (const body of bodies) {
    const startedMs = performance.now();
    await scene.send(body);
    slowestMs = Math.max(slowestMs, performance.now() - startedMs);
  }
  return slowestMs;
}

const range = (name: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${name} ${n}`);

test('[W7][R4] with Redis killed, sends succeed and reach other nodes; with it back, live delivery resumes', async () => {
  await using scene = await openScene({ redisCommandTimeoutMs: 300 });
  await using bobs = await followElsewhere(scene);
  const [before, without, after] = [range('before', 10), range('without', 20), range('after', 20)];
  await sendAll(scene, before);
  await bobs.answers(1, 11);
  await scene.system.redis.kill();
  await sendAll(scene, without);
  expect(bodiesOf(await bobs.answers(1, 31))).toEqual([...before, ...without]);
  const ready = await fetch(`${scene.node.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', postgres: 'ok', redis: 'down' }]);
  await scene.system.redis.restart();
  await sendAll(scene, after);
  expect(bodiesOf(await bobs.answers(1, 51))).toEqual([...before, ...without, ...after]);
});

test('with Redis there, a node goes on without nothing when it starts', async () => {
  await using scene = await openScene();
  expect(await metricOf(scene.node, 'delivery_failures_total')).toBe(0);
});

test('[W7] with Redis paused, no send waits for it', async () => {
  await using scene = await openScene({ redisCommandTimeoutMs: 3_000 });
  await using bobs = await followElsewhere(scene);
  await sendAll(scene, ['one']);
  scene.system.redis.pause();
  const bodies = range('paused', 20);
  const slowestMs = await sendAll(scene, bodies);
  expect(slowestMs).toBeLessThan(1_500);
  expect(bodiesOf(await bobs.answers(1, 22))).toEqual(['one', ...bodies]);
  scene.system.redis.resume();
  await sendAll(scene, ['last']);
  expect(bodiesOf(await bobs.answers(1, 23))).toEqual(['one', ...bodies, 'last']);
});

test('[R4][R2] with Redis wiped again and again, nothing is lost, doubled or out of order', async () => {
  await using scene = await openScene();
  await using bobs = await followElsewhere(scene);
  const bodies = range('message', 60);
  for (const [n, body] of bodies.entries()) {
    if (n % 7 === 0) await scene.system.redis.flush();
    await scene.send(body);
  }
  expect(bodiesOf(await bobs.answers(1, 61))).toEqual(bodies);
});

test('[R2] what a node committed and never published reaches the others through the sweeper', async () => {
  await using scene = await openScene({ redisCommandTimeoutMs: 300 });
  await scene.system.redis.kill();
  await sendAll(scene, range('unpublished', 5));
  expect(await metricOf(scene.node, 'outbox_backlog')).toBeGreaterThanOrEqual(5);
  await scene.system.redis.restart();
  while ((await metricOf(scene.node, 'outbox_backlog')) > 0);
  expect(await metricOf(scene.node, 'sweeper_found_total')).toBeGreaterThanOrEqual(5);
});
