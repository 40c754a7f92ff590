import type { Sql } from 'postgres';
import type { Query, Value } from './query.ts';

/** The connection was lost, or the transaction is over: nothing more can be done in it. */
export class TransactionLost extends Error {
  override name = 'TransactionLost';
}

/**
 * One transaction on a connection of its own, READ COMMITTED.
 *
 * Statements are sent when asked for, without waiting for earlier ones: what is asked for together travels together,
 * runs in that order, and each sees what was committed when it starts. After a failed statement all later ones fail.
 * A statement that changes rows must be asked for when nothing else is under way: a statement that the client had to
 * hold back would otherwise run on its own, should the connection be replaced in between.
 */
export class Transaction {
  readonly query: Query;
  readonly #client: Sql;
  readonly #lost = Promise.withResolvers<never>();
  #isOver = false;

  constructor(client: Sql) {
    this.#client = client;
    this.#lost.promise.catch(() => {});
    this.query = <Row extends object>(strings: TemplateStringsArray, ...values: readonly Value[]) => {
      if (this.#isOver) return Promise.reject(new TransactionLost('the transaction is over'));
      return this.#race(client<Row[]>(strings, ...(values as never[])).execute());
    };
  }

  /** Committed, rolled back or lost. */
  get isOver(): boolean {
    return this.#isOver;
  }

  begin(): Promise<unknown> {
    return this.#race(this.#client.unsafe('begin isolation level read committed').execute());
  }

  /** @throws TransactionLost when Postgres answered something else than a commit. */
  async commit(): Promise<void> {
    const done = this.#race(this.#client.unsafe('commit').execute());
    this.#isOver = true;
    const { command } = await done;
    if (command !== 'COMMIT') throw new TransactionLost(`commit was answered with ${command}`);
  }

  async rollback(): Promise<void> {
    this.#isOver = true;
    await this.#race(this.#client.unsafe('rollback').execute());
  }

  /** The connection is gone: fails whatever is under way, which postgres.js does not always do. */
  lose(): void {
    this.#isOver = true;
    this.#lost.reject(new TransactionLost('the connection to Postgres was lost'));
  }

  #race<T>(running: Promise<T>): Promise<T> {
    const result = Promise.race([running, this.#lost.promise]);
    // Whoever asked for several statements may look at the first failure only.
    result.catch(() => {});
    running.catch(() => {});
    return result;
  }
}
