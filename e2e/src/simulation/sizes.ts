import type { SeededRandom } from '@nova/testkit';
import { hubDefaults } from '@nova/delivery';
import type { HubOptions } from '@nova/delivery';

/** Bounds, far smaller than a deployment's, so that a short run meets each of them. */
export interface Sizes {
  readonly hub: Omit<HubOptions, 'log' | 'stream' | 'access' | 'platform' | 'meter'>;
  readonly streamEntries: number;
  readonly appendEntries: number;
  readonly trimEvery: number;
  readonly pageMessages: number;
}

export function drawSizes(random: SeededRandom): Sizes {
  return {
    hub: {
      ...hubDefaults,
      ringEntries: random.pick([2, 16, 64]),
      ringBytes: random.pick([1_000, 100_000]),
      ringBackfill: random.pick([0, 8, 32]),
      batchEntries: random.pick([1, 3, 32]),
      batchBytes: random.pick([500, 100_000]),
      maxLagEvents: random.pick([10, 40, 1_000]),
      erasedRemembered: random.pick([3, 1_000]),
      lingerMs: random.pick([100, 15_000]),
    },
    streamEntries: random.pick([5, 30, 1_000]),
    appendEntries: random.pick([2, 500]),
    trimEvery: random.pick([4, 100]),
    pageMessages: random.pick([5, 20, 50]),
  };
}
