import postgres, { type Options, type Sql } from 'postgres';
import { speakPlainly } from './query.ts';
import { Transaction, TransactionLost } from './transaction.ts';

/** More transactions are waiting for a connection than may. */
export class PoolExhausted extends Error {
  override name = 'PoolExhausted';
}

interface Slot {
  client: Sql;
  current: Transaction | null;
}

export interface TransactionPoolOptions {
  readonly url: string;
  readonly client: Options<{}>;
  /** Transactions at a time. */
  readonly size: number;
  /** Callers that may wait for a connection; more are refused at once. */
  readonly maxWaiting: number;
}

/** How long a rollback may take before the connection is thrown away instead. */
const rollbackWithinMs = 5_000;

/**
 * Runs transactions, each on a connection of its own.
 *
 * postgres.js has `begin` and `reserve`, but the first costs two more round trips per transaction, and both hang or
 * crash when the connection is lost between two statements (its rollback is written to a socket that is null). Here a
 * slot is a client with exactly one connection, and a slot that failed in any way but by a verdict of Postgres is
 * replaced as a whole.
 */
export class TransactionPool {
  readonly #options: TransactionPoolOptions;
  readonly #idle: Slot[] = [];
  readonly #slots = new Set<Slot>();
  readonly #waiting: ((slot: Slot) => void)[] = [];
  #isClosed = false;

  constructor(options: TransactionPoolOptions) {
    this.#options = options;
    for (let made = 0; made < options.size; made++) this.#idle.push(this.#open());
  }

  /** Transactions waiting for a connection. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Runs `body` in a transaction and resolves when it is committed; what `body` throws rolls it back. `begin` is sent
   * with the first statement; a body that calls `commit` itself, together with its last statement, saves a round trip.
   *
   * @throws PoolExhausted, TransactionLost (the outcome of a commit under way is then unknown), PostgresError.
   */
  async run<T>(body: (transaction: Transaction) => Promise<T>): Promise<T> {
    const slot = await this.#take();
    const transaction = new Transaction(slot.client);
    slot.current = transaction;
    try {
      const begun = transaction.begin();
      const result = await body(transaction);
      await begun;
      if (!transaction.isOver) await transaction.commit();
      slot.current = null;
      this.#give(slot);
      return result;
    } catch (error) {
      slot.current = null;
      void this.#recover(slot, { transaction, error });
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#slots].map(({ client }) => client.end({ timeout: 5 })));
  }

  async #recover(slot: Slot, failed: { transaction: Transaction; error: unknown }): Promise<void> {
    if (isConnectionSound(failed.error)) {
      const late = Promise.withResolvers<false>();
      const timer = setTimeout(() => late.resolve(false), rollbackWithinMs);
      const done = failed.transaction.rollback().then(
        () => true,
        () => false,
      );
      const isSound = await Promise.race([done, late.promise]);
      clearTimeout(timer);
      if (isSound) {
        this.#give(slot);
        return;
      }
    }
    this.#slots.delete(slot);
    // Whatever is still under way on it is failed by this, and nobody listens.
    void slot.client.end({ timeout: 0 });
    if (!this.#isClosed) this.#give(this.#open());
  }

  #open(): Slot {
    const slot: Slot = {
      current: null,
      client: postgres(this.#options.url, { ...this.#options.client, max: 1, onclose: () => slot.current?.lose() }),
    };
    speakPlainly(slot.client);
    this.#slots.add(slot);
    return slot;
  }

  #take(): Slot | Promise<Slot> {
    if (this.#isClosed) throw new TransactionLost('the database was closed');
    const slot = this.#idle.pop();
    if (slot) return slot;
    if (this.#waiting.length >= this.#options.maxWaiting) throw new PoolExhausted('too many transactions are waiting');
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(slot: Slot): void {
    const next = this.#waiting.shift();
    if (next) next(slot);
    else this.#idle.push(slot);
  }
}

/** Postgres refused a statement, or the body threw on its own account: the connection is as good as before. */
function isConnectionSound(error: unknown): boolean {
  if (error instanceof TransactionLost) return false;
  if (error instanceof postgres.PostgresError) return error.severity === 'ERROR';
  // What postgres.js reports of a connection has a code such as CONNECTION_CLOSED or ECONNRESET.
  return !(
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(CONNECT|E[A-Z]+$)/.test(error.code)
  );
}
