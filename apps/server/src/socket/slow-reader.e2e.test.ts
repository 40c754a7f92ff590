import { expect, test } from 'vitest';
import { metricOf } from '../testing/metric.ts';
import { openSocket, type RawSocket } from '../testing/raw-socket.ts';
import { longBody as body, openScene, request, type Scene, sendMuch, subscription } from '../testing/scene.ts';

function seqsOf(frames: readonly string[]): number[] {
  return frames.flatMap((frame) => {
    const seq = /"type":"data","data":\{"id":"[a-z0-9]+\.(\d+)"/.exec(frame)?.[1];
    return seq === undefined ? [] : [Number(seq)];
  });
}

async function follow(scene: Scene, ids: readonly number[]): Promise<RawSocket> {
  const socket = await openSocket(scene.node.url, { token: scene.bob.token });
  for (const id of ids) socket.send(subscription(id, { conversationId: scene.conversationId }));
  for (const id of ids) await socket.answers(id, 1);
  return socket;
}

test('[D4][D3] a reader that pauses costs a bounded amount, slows nobody, and gets everything when it reads on', async () => {
  await using scene = await openScene({ socketBufferBytes: 131_072 });
  await using paused = await follow(scene, [1]);
  await using reading = await follow(scene, [1]);
  paused.ws.pause();
  // Far more than the kernel takes in for a client that reads nothing.
  const messages = 900;
  await sendMuch(scene, messages);
  const heard = await reading.answers(1, messages + 1);
  const unread = await metricOf(scene.node, 'socket_unread_bytes');
  // One batch may be written where there is room; nothing more after it.
  expect(unread).toBeGreaterThan(100_000);
  expect(unread).toBeLessThan(131_072 + 2 * 131_072);
  paused.ws.resume();
  expect(seqsOf(await paused.answers(1, messages + 1))).toEqual(seqsOf(heard));
});

test('[D4] fifty subscriptions on one socket that reads nothing cost no more than one', async () => {
  await using scene = await openScene({ socketBufferBytes: 131_072 });
  const ids = Array.from({ length: 50 }, (_, id) => id);
  const messages = 300;
  await using paused = await follow(scene, ids);
  await using reading = await follow(scene, [1]);
  paused.ws.pause();
  await sendMuch(scene, messages);
  await reading.answers(1, messages + 1);
  expect(await metricOf(scene.node, 'socket_unread_bytes')).toBeLessThan(131_072 + 2 * 131_072);
  paused.ws.resume();
  // All of them go on, each at its own pace.
  for (const id of [0, 25, 49]) {
    const seqs = seqsOf(await paused.answers(id, messages + 1));
    expect(seqs).toEqual(seqs.map((_, place) => (seqs[0] ?? 0) + place));
  }
});

test('[D4][A3] a socket whose answers nobody reads is ended', async () => {
  await using scene = await openScene({ socketBufferMaxBytes: 262_144, limitFrame: { points: 100_000, seconds: 1 } });
  for (let n = 0; n < 20; n++) await scene.send(body);
  await using socket = await openSocket(scene.node.url, { token: scene.bob.token });
  socket.ws.on('error', () => {});
  socket.ws.pause();
  const ended = (async () => {
    while ((await metricOf(scene.node, 'sockets_cut_off_total')) === 0) {
      for (let id = 0; id < 50; id++) {
        socket.send(request(id, 'message.list', { input: { conversationId: scene.conversationId } }));
      }
    }
  })();
  await ended;
  expect(await metricOf(scene.node, 'sockets')).toBe(1);
});

test('[A3] a socket that answers no ping is ended, one that does is not', async () => {
  await using scene = await openScene({ socketPingMs: 100, socketTimeoutMs: 400 });
  await using silent = await openSocket(scene.node.url, { token: scene.bob.token });
  await using alive = await openSocket(scene.node.url, { token: scene.bob.token });
  let pings = 0;
  alive.ws.on('message', (data: Buffer) => {
    if (data.toString() !== 'PING') return;
    pings++;
    alive.send('PONG');
  });
  expect((await silent.closed).code).toBe(1006);
  expect(silent.frames).toEqual(['PING']);
  expect(alive.ws.readyState).toBe(alive.ws.OPEN);
  expect(pings).toBeGreaterThan(1);
  // The other one is that of Ann's stock client, which answers by itself.
  expect(await metricOf(scene.node, 'sockets')).toBe(2);
});
