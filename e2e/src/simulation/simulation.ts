import { seededRandom } from '@nova/testkit';
import type { SeededRandom } from '@nova/testkit';
import type { Breach } from './journal.ts';
import type { Mutant } from './mutants/mutant.ts';
import { devices } from './steps/devices.ts';
import { members } from './steps/members.ts';
import { queue } from './steps/queue.ts';
import { reading } from './steps/reading.ts';
import { mendOld, restores, servers } from './steps/servers.ts';
import type { Step } from './steps/step.ts';
import { writing } from './steps/writing.ts';
import { World } from './world.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly steps: number;
  readonly mutant?: Mutant;
  /** Takes these steps only, for finding out which of them matter; the others pass without anything happening. */
  readonly only?: ReadonlySet<number>;
}

export interface SimulationResult {
  readonly breach: Breach | null;
  /** The last things that happened, a line each, numbered by step. */
  readonly lines: string;
  readonly counts: ReadonlyMap<string, number>;
}

/** Every how many seeds the database is restored at times. */
const restoringSeeds = 4;

/** Runs one seed: so many steps of rough weather, then calm until everything has come to rest. The same every time. */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const world = new World(options.seed, options.mutant);
  const { journal } = world.around;
  await runSteps(world, options);
  for (const node of world.nodes) node.life.end();
  for (const device of world.devices) device.crash();
  return { breach: journal.breach, lines: journal.last(160), counts: journal.counts };
}

async function runSteps(world: World, options: SimulationOptions): Promise<void> {
  const { seed, steps, only } = options;
  const { journal, clock } = world.around;
  const table = climateOf(seed);
  try {
    for (let step = 1; step <= steps && !journal.breach; step++) {
      journal.begin(step);
      // Each step draws from its own stream: leaving one out leaves the others as they are.
      const random = seededRandom(seed * 1_000_003 + step);
      if (only?.has(step) ?? true) take(table, world, random);
      await clock.advance(random.pick([0, 0, 1, 5, 20, 50, 100, 300, 1_000]));
      mendOld(world);
      look(world, random);
    }
    journal.begin(steps + 1);
    if (!journal.breach) await world.heal();
  } catch (error) {
    journal.broken('', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** Which steps happen, and how often, in this seed: some never, some more often than usual. */
function climateOf(seed: number): readonly Step[] {
  const random = seededRandom(seed + 77);
  const faults = [...servers, ...(seed % restoringSeeds === 0 ? restores : [])];
  const people = [...writing, ...queue, ...reading, ...members, ...devices];
  return [
    ...people.map((step) => ({ ...step, weight: step.weight * random.pick([0.5, 1, 1, 2]) })),
    ...faults.map((step) => ({ ...step, weight: step.weight * random.pick([0, 0.5, 1, 1, 3]) })),
  ];
}

function take(table: readonly Step[], world: World, random: SeededRandom): void {
  const { journal } = world.around;
  const all = table.reduce((sum, { weight }) => sum + weight, 0);
  let dice = random.next() * all;
  const step = table.find(({ weight }) => (dice -= weight) < 0) ?? table[0];
  const done = step?.run(world, random) ?? null;
  if (step && done !== null) journal.note(`${step.name}: ${done}`);
}

/** One tab, one conversation: what is shown there is true. */
function look(world: World, random: SeededRandom): void {
  const device = random.pick(world.devices);
  if (device.tabs.length === 0) return;
  const tab = random.pick(device.tabs);
  const open = [...tab.rooms.all.keys()];
  if (open.length > 0) world.around.checks.view({ device, tab, conversationId: random.pick(open) });
}
