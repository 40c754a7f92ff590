import type { SeededRandom } from '@nova/testkit';
import type { World } from '../world.ts';
import type { DyingPlace, ServerNode } from '../server/server-node.ts';
import { latePublish } from './late-publish.ts';
import type { Step } from './step.ts';

/** Nothing stays out of order for longer. */
const outageMaxMs = { database: 4_000, redis: 20_000, 'slow redis': 5_000, nodes: 10_000 } as const;

const places: readonly DyingPlace[] = ['locked', 'before-commit', 'after-commit', 'after-append'];

function someNode(world: World, random: SeededRandom): ServerNode | null {
  const up = world.nodes.filter(({ isUp }) => isUp);
  return up.length > 0 ? random.pick(up) : null;
}

function onNode(name: string, weight: number, act: (node: ServerNode, random: SeededRandom) => string): Step {
  return {
    name,
    weight,
    run(world, random) {
      const node = someNode(world, random);
      return node && `${node.name} ${act(node, random)}`;
    },
  };
}

function onWorld(name: string, weight: number, act: (world: World) => boolean): Step {
  return { name, weight, run: (world) => (act(world) ? '' : null) };
}

/** Starts what has been out of order for too long; called between steps. */
export function mendOld(world: World): void {
  const { clock, redis, database } = world.around;
  const broken = {
    database: database.isDown,
    redis: redis.isDown,
    'slow redis': redis.isStalled,
    nodes: world.nodes.every(({ isUp }) => !isUp),
  };
  const mend = {
    database: () => (database.isDown = false),
    redis: () => (redis.isDown = false),
    'slow redis': () => redis.goOn(),
    nodes: () => world.bootNode(),
  };
  for (const name of ['database', 'redis', 'slow redis', 'nodes'] as const) {
    if (!broken[name]) {
      world.since.delete(name);
      continue;
    }
    const since = world.since.get(name) ?? clock.nowMs();
    world.since.set(name, since);
    if (clock.nowMs() - since >= outageMaxMs[name]) mend[name]();
  }
}

export const servers: readonly Step[] = [
  latePublish,
  onNode('kill', 5, (node) => {
    node.life.end();
    return '';
  }),
  onNode('die at', 8, (node, random) => {
    node.diesAt = random.pick(places);
    return node.diesAt;
  }),
  onNode('drain', 3, (node) => {
    void node.drain();
    return '';
  }),
  onNode('deaf', 6, (node) => {
    node.stream.setDeaf(true);
    return '';
  }),
  onNode('hears', 15, (node) => {
    node.stream.setDeaf(false);
    return '';
  }),
  onWorld('boot', 30, (world) => {
    if (world.nodes.filter(({ door }) => !door.isOver).length >= 2) return false;
    world.bootNode();
    return true;
  }),
  onWorld('redis down', 4, ({ around: { redis } }) => !redis.isDown && (redis.isDown = true)),
  onWorld('redis up', 10, ({ around: { redis } }) => {
    const wasDown = redis.isDown;
    redis.isDown = false;
    return wasDown;
  }),
  onWorld('redis stalls', 3, ({ around: { redis } }) => {
    if (redis.isStalled) return false;
    redis.stall();
    return true;
  }),
  onWorld('redis goes on', 10, ({ around: { redis } }) => {
    const wasStalled = redis.isStalled;
    redis.goOn();
    return wasStalled;
  }),
  onWorld('wipe', 5, ({ around: { redis } }) => {
    redis.memory.wipe();
    return true;
  }),
  onWorld('back up redis', 4, (world) => {
    world.backUps.redis = world.around.redis.memory.snapshot();
    return true;
  }),
  onWorld('roll back redis', 6, (world) => {
    world.backUps.redis?.();
    return world.backUps.redis !== null;
  }),
  onWorld('power cut', 4, (world) => {
    for (const { life } of world.nodes) life.end();
    world.backUps.redis?.();
    return true;
  }),
  onWorld('database down', 3, ({ around: { database } }) => !database.isDown && (database.isDown = true)),
  onWorld('database up', 10, ({ around: { database } }) => {
    const wasDown = database.isDown;
    database.isDown = false;
    return wasDown;
  }),
];

/** Only in some seeds: what is lost by it is excused, so that it hides other losses (D9). */
export const restores: readonly Step[] = [
  onWorld('back up database', 8, (world) => {
    world.backUps.database = world.around.database.backUp();
    return true;
  }),
  onWorld('restore database', 5, (world) => {
    const bringBack = world.backUps.database;
    if (!bringBack || world.around.database.isDown) return false;
    const { database, clock } = world.around;
    database.isDown = true;
    clock.after(2_500, () => void world.restore(bringBack));
    return true;
  }),
];
