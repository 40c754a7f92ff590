import { seededRandom } from '@nova/testkit';
import type { SeededRandom } from '@nova/testkit';
import { test } from 'vitest';
import type { RealWorld } from './real-world.ts';
import { openRealWorld } from './real-world.ts';

/** Something goes wrong while people write, and is mended again. */
type Trouble = (world: RealWorld, write: () => Promise<void>) => Promise<void>;

const troubles: Readonly<Record<string, Trouble>> = {
  'a node is killed': async ({ nodes: [node] }, write) => {
    await Promise.all([write(), node.kill()]);
    await node.start();
  },
  'a node dies between a commit and its publishing': async ({ nodes: [, node] }, write) => {
    await node.kill();
    await node.start('after-commit');
    await write();
    await node.kill();
    await node.start();
  },
  'Redis is killed': async ({ system: { redis } }, write) => {
    await redis.kill();
    await write();
    await redis.restart();
  },
  'Redis is wiped': async ({ system: { redis } }, write) => {
    await Promise.all([write(), redis.flush()]);
    await redis.flush();
  },
  'Redis stands still': async ({ system: { redis } }, write) => {
    redis.pause();
    await write();
    redis.resume();
  },
  'a way is cut': async ({ people: [, bob] }, write) => {
    await bob.way.cut();
    await write();
    await bob.way.restore();
  },
  'a way stands still': async ({ people: [ann] }, write) => {
    ann.way.stall();
    await write();
    await ann.way.cut();
    await ann.way.restore();
  },
  'a reader stands still while much is written': async ({ people: [, , cem] }, write) => {
    cem.way.stall();
    for (let n = 0; n < 3; n++) await write();
    await cem.way.cut();
    await cem.way.restore();
  },
  'Postgres is away': async (world, write) => {
    await world.withoutPostgres(write);
  },
  'a program begins again': async ({ people: [ann, , cem] }, write) => {
    await write();
    await Promise.all([ann.restart(), cem.restart()]);
  },
  'somebody goes to another node': async ({ people: [ann, , cem], nodes: [here, there] }, write) => {
    await Promise.all([write(), ann.moveTo(there.port), cem.moveTo(here.port)]);
  },
  'somebody is removed and comes back': async ({ people: [ann, , cem], conversationId }, write) => {
    const { userId } = cem.account;
    await ann.trpc.conversation.removeMember.mutate({ conversationId, userId });
    await write();
    await ann.trpc.conversation.addMembers.mutate({ conversationId, userIds: [userId] });
  },
};

async function writeSome(world: RealWorld, random: SeededRandom): Promise<void> {
  for (let n = 0; n < 12; n++) {
    const person = random.pick(world.people);
    if (random.chance(0.6)) await person.say(world.saying());
    else await person.change(random, world.saying());
  }
}

for (const seed of [1, 2]) {
  test(`[D3][D7][O1][R2][R4][X1] a history on real stores ends where the database is (seed ${seed})`, async () => {
    await using world = await openRealWorld();
    const random = seededRandom(seed);
    const happened: string[] = [];
    try {
      for (const [name, trouble] of random.shuffle(Object.entries(troubles))) {
        happened.push(name);
        await trouble(world, () => writeSome(world, random));
        await world.settle();
      }
    } catch (error) {
      throw new Error(`seed ${seed}: ${happened.join(', ')}`, { cause: error });
    }
  }, 120_000);
}
