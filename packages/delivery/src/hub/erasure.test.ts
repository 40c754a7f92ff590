import { gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { seqsOf, readFrom } from '../contracts/describe-event-stream.ts';
import { room, span, testWorld } from '../testing/test-world.ts';
import type { TestNode } from '../testing/test-world.ts';

/** The world with a secret at event 3, between other messages. */
async function worldWithSecret(tail = 5) {
  const world = testWorld();
  const nodes = [world.node(), world.node()] as const;
  const [writer] = nodes;
  await writer.send();
  const secret = world.log.commit(room, { type: 'message.created', body: 'secret' });
  writer.hub.offer([secret]);
  writer.relay.publish([secret]);
  await writer.send(tail);
  /** Deletes the secret as a server does: forgets first, commits, publishes. */
  const remove = async (by: TestNode, more: { isRedisGone?: boolean } = {}): Promise<void> => {
    by.hub.erase(room, [3]);
    if (!more.isRedisGone) await by.stream.erase(room, [3]);
    const commit = world.log.commit(room, { type: 'message.deleted', of: 3 });
    by.hub.offer([commit]);
    if (!more.isRedisGone) by.relay.publish([commit]);
    await world.settle();
  };
  return { ...world, nodes, writer, secret, remove };
}

test('[X1] a deleted text is in no ring and no stream of any node; its hole is filled from the log, without it', async () => {
  const { nodes, settle, remove, writer } = await worldWithSecret();
  for (const { follow } of nodes) follow(0);
  await settle();
  await remove(writer);
  for (const { follow, meter } of nodes) {
    meter.tiers.log = 0;
    const { sink } = follow(0);
    await settle();
    expect(sink.seqs).toEqual(span(1, 9));
    expect([...sink.texts.values()].join()).not.toContain('secret');
    expect(sink.texts.get(3)).toContain('"body":null');
    expect(meter.tiers.log).toBeGreaterThan(0);
  }
  expect(seqsOf(await readFrom(writer.stream, room, 1))).toEqual([2]);
  expect(seqsOf(await readFrom(writer.stream, room, 3))).toEqual(span(4, 9));
});

test('[X1][R1] no publisher refills the hole: neither a late relay, nor the sweeper, nor who fills another', async () => {
  const { nodes, settle, remove, writer, secret, redis } = await worldWithSecret();
  await remove(writer);
  const [, other] = nodes;
  other.relay.publish([secret]);
  await other.relay.publishFromLog(room, 1, 9);
  await settle();
  expect(seqsOf(await readFrom(other.stream, room, 2))).toEqual([]);
  redis.wipe();
  // A relay that was stopped before the wipe goes on after it: the stream begins anew with the old text.
  await other.stream.append(room, secret.entries);
  await writer.send();
  expect(seqsOf(await readFrom(other.stream, room, 2))).toEqual([]);
  expect(seqsOf(await readFrom(other.stream, room, 3))).toEqual(span(4, 10));
});

test('[X1] a read that was under way when the text was erased is read again', async () => {
  const { node, settle, remove, writer } = await worldWithSecret();
  const reader = node({ ringBackfill: 0 });
  const read = reader.stream.read.bind(reader.stream);
  const reading = gate();
  reader.stream.read = async (id, range) => {
    const entries = await read(id, range);
    await reading.pass();
    return entries;
  };
  const { sink } = reader.follow(1);
  await reading.arrived();
  await remove(writer);
  reading.open();
  await settle();
  expect(sink.seqs).toEqual(span(2, 9));
  expect(sink.texts.get(3)).toContain('"body":null');
});

test('[X1] a stream that went back to before the deletion is not read, however quiet the conversation', async () => {
  const { node, nodes, settle, remove, writer, redis, log } = await worldWithSecret(400);
  const failover = redis.snapshot();
  nodes[1].follow(0);
  await settle();
  await remove(writer);
  await writer.send(400);
  failover();
  expect(seqsOf(await readFrom(writer.stream, room, 2))).toContain(3);
  // One node that saw the deletion, one that opens the conversation only now.
  for (const { follow } of [nodes[1], node()]) {
    const { sink } = follow(1);
    await settle();
    expect(sink.seqs).toEqual(span(2, log.last(room)));
    expect(sink.texts.get(3)).toContain('"body":null');
  }
});

test('[X1] what is known to be erased is not read from a stream that still has it', async () => {
  const { writer, settle, remove, redis, log, node } = await worldWithSecret(400);
  const reader = node({ ringBackfill: 0 });
  reader.follow(null);
  await settle();
  const failover = redis.snapshot();
  reader.hub.erase(room, [3]);
  await remove(writer, { isRedisGone: true });
  failover();
  for (const cursor of [1, 2]) {
    const { sink } = reader.follow(cursor);
    await settle();
    expect(sink.seqs).toEqual(span(cursor + 1, log.last(room)));
    expect(sink.texts.get(3)).toContain('"body":null');
  }
});

test('[X1] nor is what has been forgotten again: the stream must know of the last deletion', async () => {
  const { writer, settle, remove, redis, log, node } = await worldWithSecret(400);
  const failover = redis.snapshot();
  const reader = node({ erasedRemembered: 1 });
  reader.follow(null);
  await settle();
  await remove(writer);
  reader.hub.erase(room, [5]);
  failover();
  const { sink } = reader.follow(1);
  await settle();
  expect(sink.seqs).toEqual(span(2, log.last(room)));
  expect(sink.texts.get(3)).toContain('"body":null');
});

test('[X1] who subscribes after a deletion never gets the text, though this node has not heard of it', async () => {
  const { nodes, settle, remove, writer } = await worldWithSecret();
  const reader = nodes[1];
  const before = reader.follow(0);
  await settle();
  expect(before.sink.texts.get(3)).toContain('secret');
  await remove(writer, { isRedisGone: true });
  const { sink } = reader.follow(0);
  await settle();
  expect(sink.seqs).toEqual(span(1, 9));
  expect(sink.texts.get(3)).toContain('"body":null');
});

test('[X1] what was deleted before its commit was answered is not handed out by the node that wrote it', async () => {
  const { log, node, settle } = testWorld();
  const [here, there] = [node(), node()];
  const { sink } = here.follow(0);
  await settle();
  const late = log.commit(room, { type: 'message.created', body: 'secret' });
  await there.stream.erase(room, [2]);
  const deletion = log.commit(room, { type: 'message.deleted', of: 2 });
  here.hub.offer([late]);
  there.relay.publish([deletion]);
  await settle();
  expect(sink.seqs).toEqual([1, 2, 3]);
  expect(sink.texts.get(2)).toContain('"body":null');
});

test('[X1] an erasure whose commit then fails takes nothing away: the log still has the text', async () => {
  const { nodes, settle, writer } = await worldWithSecret();
  writer.hub.erase(room, [3]);
  await writer.stream.erase(room, [3]);
  for (const { follow } of nodes) {
    const { sink } = follow(0);
    await settle();
    expect(sink.seqs).toEqual(span(1, 8));
    expect(sink.texts.get(3)).toContain('secret');
  }
});

test('[X1] only so many erasures are remembered, and the oldest forgotten', async () => {
  const { node, settle } = testWorld();
  const { send, follow, hub, meter } = node({ erasedRemembered: 10 });
  follow(0);
  await send(40);
  hub.erase(room, span(2, 31));
  meter.tiers.log = 0;
  const { sink } = follow(0);
  await settle();
  expect(sink.seqs).toEqual(span(1, 41));
  expect(meter.tiers.log).toBeGreaterThan(0);
  expect(sink.breaches).toEqual([]);
});
