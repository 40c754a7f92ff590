import type { FailpointName } from '@nova/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RealWorld } from './real-world.ts';
import { openRealWorld } from './real-world.ts';
import type { ServerProcess } from './server-process.ts';

// The first one first: it would also die of what it sweeps up after the others.
const places: readonly FailpointName[] = ['after-append', 'locked', 'before-commit', 'after-commit'];

let world: RealWorld;
/** Nodes that die of the first command that gets to their place. */
let doomed: ReadonlyMap<FailpointName, ServerProcess>;

beforeAll(async () => {
  world = await openRealWorld();
  const started = places.map(async (place) => {
    const node = await world.openNode();
    await node.start(place);
    return [place, node] as const;
  });
  doomed = new Map(await Promise.all(started));
});

afterAll(() => world[Symbol.asyncDispose]());

for (const place of places) {
  test(`[R2][W6][O1][D3] a node killed at ${place}: what was said is there once, and everybody sees it`, async () => {
    const { nodes, people, saying } = world;
    const [ann, bob] = people;
    const node = doomed.get(place);
    if (!node) throw new Error('not started');
    await ann.moveTo(node.port);
    for (const person of [ann, bob, ann, bob, ann]) await person.say(saying());
    await node.died();
    await ann.moveTo(nodes[0].port);
    await world.settle();
  }, 60_000);
}

test('[R2][R4][D3] a node killed while its append is on the way to a Redis that stands still', async () => {
  const { nodes, people, saying, system } = world;
  const [here, there] = nodes;
  const [ann] = people;
  system.redis.pause();
  for (let n = 0; n < 3; n++) await ann.say(saying());
  // Committed without Redis (W7): the answers are here, the appends are not done.
  await ann.answered();
  await here.kill();
  system.redis.resume();
  await ann.moveTo(there.port);
  await ann.say(saying());
  await world.settle();
  expect(ann.failed).toEqual([]);
}, 60_000);
