import { expect, test } from 'vitest';
import { readFrom, seqsOf } from '../contracts/describe-event-stream.ts';
import { room, span, testWorld } from '../testing/test-world.ts';

test('[R2] what a node committed before it died is published by another within a second, and told', async () => {
  for (const diedAt of [0, 137, 299, 300, 399]) {
    const world = testWorld();
    const alive = world.node();
    world.sweeper(alive);
    const { sink } = alive.follow(0);
    await world.platform.advance(diedAt);
    // The node that commits dies with the commits in its hands.
    world.log.send(room, 2);
    world.log.send(room);
    await world.platform.advance(999);
    expect(sink.seqs).toEqual([1, 2, 3, 4]);
    expect(seqsOf(await readFrom(alive.stream, room))).toEqual([1, 2, 3, 4]);
    expect([world.log.backlog, alive.meter.sweptCount]).toEqual([0, 3]);
  }
});

test('[R2] rows of the last instants are left to their own relay', async () => {
  const world = testWorld();
  const { meter, send } = world.node();
  world.sweeper(world.node());
  await world.platform.advance(1_000);
  for (let n = 0; n < 20; n++) {
    await send();
    await world.platform.advance(50);
  }
  expect([world.log.backlog, meter.sweptCount]).toEqual([0, 0]);
});

test('[R2] two sweepers at once publish everything once, in order', async () => {
  const world = testWorld();
  const nodes = [world.node(), world.node()];
  for (const node of nodes) world.sweeper(node);
  for (let n = 0; n < 30; n++) world.log.send(room, 2);
  await world.platform.advance(2_000);
  expect(seqsOf(await readFrom(world.node().stream, room))).toEqual(span(1, 61));
  expect(world.log.backlog).toBe(0);
});

test('[R2] a backlog is worked off in rounds, oldest rows first', async () => {
  const world = testWorld();
  const node = world.node();
  world.sweeper(node);
  for (let n = 0; n < 2_500; n++) world.log.send(`room ${n % 40}`);
  await world.platform.advance(1_000);
  expect(world.log.backlog).toBe(0);
  for (const n of [0, 39]) expect((await readFrom(node.stream, `room ${n}`)).length).toBeGreaterThanOrEqual(62);
});

test('[R2][R5] where a part of Redis is gone, the rest is still published within a second', async () => {
  const world = testWorld();
  const node = world.node();
  const sweeper = world.sweeper(node);
  const append = node.stream.append.bind(node.stream);
  node.stream.append = (id, entries) =>
    id.startsWith('dead') ? Promise.reject(new Error('its server is gone')) : append(id, entries);
  for (let n = 0; n < 30; n++) world.log.send(`dead ${n}`);
  const living = Array.from({ length: 10 }, (_, n) => `living ${n}`);
  for (const id of living) world.log.send(id);
  await world.platform.advance(2_000);
  for (const id of living) expect((await readFrom(node.stream, id)).length).toBe(1);
  node.stream.append = append;
  await world.platform.advance(1_000);
  expect(world.log.backlog).toBe(0);
  await sweeper.close();
});

test('[W7] while all of Redis is gone, a round asks for a few conversations and stops', async () => {
  const world = testWorld();
  const node = world.node();
  world.sweeper(node);
  for (let n = 0; n < 500; n++) world.log.send(`room ${n}`);
  let asked = 0;
  node.stream.append = () => {
    asked++;
    return Promise.reject(new Error('Redis is gone'));
  };
  await world.platform.advance(700);
  expect(asked).toBe(8);
});

test('a closed sweeper finishes what it is at and begins nothing', async () => {
  const world = testWorld();
  const node = world.node();
  const sweeper = world.sweeper(node);
  world.log.send(room);
  await world.platform.advance(500);
  const round = sweeper.sweep();
  await sweeper.close();
  await round;
  expect(world.log.backlog).toBe(0);
  world.log.send(room);
  await world.platform.advance(5_000);
  expect([world.log.backlog, node.meter.failures]).toEqual([1, []]);
});
