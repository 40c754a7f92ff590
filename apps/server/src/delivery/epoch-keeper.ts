import { type Database, readEpoch } from '@nova/db';

/**
 * Makes sure of the log's epoch again after the database was away: it may have come back as it was at an earlier time,
 * and cursors from after that time must not go on in it (D9). Everybody learns of a new epoch by what they read next.
 */
export class EpochKeeper {
  readonly #db: Database;
  #isDoubted = false;

  constructor(db: Database) {
    this.#db = db;
  }

  /** The database could not be reached. */
  doubt(): void {
    this.#isDoubted = true;
  }

  /** Asks, if there is doubt. Rejects when the database is still away: the doubt stays. */
  async keep(): Promise<void> {
    if (!this.#isDoubted) return;
    await readEpoch(this.#db.query);
    this.#isDoubted = false;
  }
}
