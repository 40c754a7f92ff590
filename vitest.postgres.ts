import { migrateDatabase } from '@nova/db';
import { postgresForRun } from '@nova/testkit';

/** One private Postgres per run, with a migrated template; only for files named `.pg.test.ts` or `.e2e.test.ts`. */
export default postgresForRun({ migrate: migrateDatabase });
