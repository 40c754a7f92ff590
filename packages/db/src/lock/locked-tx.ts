import type { Query } from '../connection/query.ts';

/**
 * Proof that a conversation is locked: statements that change one take this and nothing else (W1). The package hands
 * out the type only, so `withConversationLock` alone can make one.
 */
export class LockedTx {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  /** A statement behind the lock. Those asked for together travel together; see `Transaction`. */
  get query(): Query {
    return this.#query;
  }
}
