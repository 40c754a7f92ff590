import { Duplex } from 'node:stream';
import { gate } from '@nova/testkit';
import { expect, test, vi } from 'vitest';
import { metricOf } from '../testing/metric.ts';
import { openSocket } from '../testing/raw-socket.ts';
import { openScene, request, subscription } from '../testing/scene.ts';

const subscribers = 7;
const together = 10;

/** A frame as a server sends it, that tells an event: neither what a client sends nor what goes to a store. */
function isOfMessages(chunk: unknown): chunk is Uint8Array {
  return chunk instanceof Uint8Array && chunk[0] === 0x81 && Buffer.from(chunk).includes('"type":"message.created"');
}

test('[D8] what was committed together is one write to each subscriber, of one text for all', async () => {
  await using scene = await openScene();
  const { system, ann, bob, conversationId } = scene;
  const commit = gate();
  using ending = new DisposableStack();
  const failpoint = (name: string) => (name === 'before-commit' ? commit.pass() : undefined);
  const node = await system.openNode({}, { failpoint });
  ending.defer(() => commit.open());
  await using sockets = new AsyncDisposableStack();
  const open = async (token: string) => sockets.use(await openSocket(node.url, { token }));
  const listeners = await Promise.all(Array.from({ length: subscribers }, () => open(bob.token)));
  for (const listener of listeners) {
    listener.send(subscription(1, { conversationId }));
    await listener.answers(1, 1);
  }
  const anns = await open(ann.token);
  const send = (id: number) =>
    request(id, 'message.send', {
      method: 'mutation',
      input: { conversationId, clientId: crypto.randomUUID(), body: `message ${id}` },
    });
  anns.send(send(1));
  await commit.arrived();
  anns.send(Array.from({ length: together }, (_, place) => send(2 + place)));
  while ((await metricOf(node, 'sends_queued')) < 1 + together);

  const writes = vi.spyOn(Duplex.prototype, 'write');
  commit.open();
  for (const listener of listeners) await listener.answers(1, 2 + together);
  const told = writes.mock.calls.map(([chunk]) => chunk as unknown).filter(isOfMessages);
  expect(told).toHaveLength(2 * subscribers);
  // The same bytes, not their like.
  const texts = [...new Set(told)];
  expect(texts.map((text) => Buffer.from(text).toString().split('"type":"message.created"').length - 1)).toEqual([
    1,
    together,
  ]);
});
