import type { FakePlatform, SeededRandom } from '@nova/testkit';
import type { Checks } from './checks/checks.ts';
import type { ModelDatabase } from './database/model-database.ts';
import type { Journal } from './journal.ts';
import type { Mutant } from './mutants/mutant.ts';
import type { SharedRedis } from './server/shared-redis.ts';
import type { Sizes } from './sizes.ts';
import type { Weather } from './weather.ts';

/** What everything in one simulated world stands on. */
export interface Surroundings {
  readonly clock: FakePlatform;
  readonly random: SeededRandom;
  readonly weather: Weather;
  readonly journal: Journal;
  readonly database: ModelDatabase;
  readonly redis: SharedRedis;
  /** Every epoch there has been, oldest first. */
  readonly epochs: string[];
  readonly checks: Checks;
  readonly mutant: Mutant;
  readonly sizes: Sizes;
  /** A UUID that nobody else has been given. */
  readonly newId: () => string;
}
