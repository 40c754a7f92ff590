import { gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { ann, room, span, testWorld } from '../testing/test-world.ts';

test('[D9] a cursor of another epoch gets a reset, never a continuation', async () => {
  const { node, settle } = testWorld();
  const { send, follow, meter } = node();
  await send(5);
  const { sink } = follow('another.3');
  await settle();
  await send();
  expect(sink.told).toEqual(['started', 'reset 6', 7]);
  expect([sink.epoch, meter.resets]).toEqual(['first', ['epoch']]);
});

test('[D9] a restore is noticed within a poll: everybody is reset and goes on in the new log', async () => {
  const { node, settle, log, platform } = testWorld();
  const [here, there] = [node(), node()];
  await here.send(5);
  const restore = log.backup();
  await here.send(5);
  const [one, two] = [here.follow(0), there.follow(11)];
  await settle();
  restore('second');
  log.send(room);
  await platform.advance(2_000);
  await here.send();
  expect(one.sink.told).toEqual(['started', ...span(1, 11), 'reset 7', 8]);
  expect(two.sink.told).toEqual(['started', 'reset 7', 8]);
  expect([one.sink.epoch, here.hub.heads.epoch, one.sink.breaches]).toEqual(['second', 'second', []]);
});

test('[D9] whoever subscribes right after a restore has the whole node notice it', async () => {
  const { node, settle, log } = testWorld();
  const { send, follow } = node();
  const restore = log.backup();
  await send(5);
  const { sink } = follow(0);
  await settle();
  restore('second');
  const { sink: other } = follow('second.1');
  await settle();
  expect(sink.told).toEqual(['started', ...span(1, 6), 'reset 1']);
  expect(other.told).toEqual(['started']);
  await send();
  expect([sink.last, other.last]).toEqual([2, 2]);
});

test('[D9][D3] a restore while a follower is being admitted places it once', async () => {
  const { node, settle, log } = testWorld();
  const { send, follow, detours, hub } = node();
  await send(5);
  const restore = log.backup();
  await send(5);
  const opening = gate();
  detours.before = (question) => (question === 'heads' ? opening.pass() : undefined);
  const { sink } = follow(3);
  await opening.arrived();
  restore('second');
  const polled = hub.heads.poll();
  opening.open();
  await polled;
  await settle();
  await send(2);
  expect(sink.told).toEqual(['started', 'reset 6', 7, 8]);
  expect(sink.breaches).toEqual([]);
});

test('[D9][D3] a read that was under way at a restore neither reaches the follower nor keeps it from reading on', async () => {
  const { node, settle, log, redis } = testWorld();
  const { send, follow, detours, hub } = node({ ringEntries: 4, ringBackfill: 0 });
  await send(100);
  redis.wipe();
  const restore = log.backup();
  const reading = gate();
  detours.after = (question, afterSeq) => (question === 'read' && afterSeq === 0 ? reading.pass() : undefined);
  const { sink } = follow(0);
  await reading.arrived();
  restore('second');
  await hub.heads.poll();
  await settle();
  expect(sink.told).toEqual(['started', 'reset 101']);
  reading.open();
  await settle();
  await send(2);
  expect(sink.told).toEqual(['started', 'reset 101', 102, 103]);
  expect(sink.breaches).toEqual([]);
});

test('[D9] a late answer of the log before the restore places nobody', async () => {
  const { node, log, platform } = testWorld();
  const { send, follow, detours } = node();
  const restore = log.backup();
  await send(5);
  const answering = gate();
  detours.after = (question) => (question === 'check' ? answering.pass() : undefined);
  const { sink } = follow(4);
  await answering.arrived();
  restore('second');
  await platform.advance(2_000);
  answering.open();
  delete detours.after;
  await platform.advance(2_000);
  expect(sink.told).toEqual(['started', 'reset 1']);
  expect(sink.epoch).toBe('second');
});

test('[D9] what was committed before a restore never gets into the stream of the log after it', async () => {
  const { node, settle, log } = testWorld();
  const { stream, relay, hub, meter, send, follow } = node();
  await send(3);
  const restore = log.backup();
  const append = stream.append.bind(stream);
  const arriving = gate();
  stream.append = async (id, entries) => {
    await arriving.pass();
    return append(id, entries);
  };
  const lost = [log.send(room), log.send(room)];
  for (const commit of lost) relay.publish([commit]);
  await arriving.arrived();
  stream.append = append;
  restore('second');
  await hub.heads.poll();
  arriving.open();
  await relay.drain();
  expect(meter.failures.map(({ what }) => what)).toContain('append');
  for (let n = 0; n < 3; n++) {
    const commit = log.commit(room, { type: 'message.created', body: `second ${n}` });
    hub.offer([commit]);
    relay.publish([commit]);
  }
  await settle();
  const { sink } = follow('second.4', { userId: ann });
  await settle();
  expect(sink.seqs).toEqual([5, 6, 7]);
  for (const [seq, text] of sink.texts) expect(text).toContain(`second ${seq - 5}`);
});
