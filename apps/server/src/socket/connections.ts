/** Something open that lives no longer than a session: a WebSocket or an event stream. */
export interface Connection {
  readonly sessionId: string;
  readonly userId: string;
  readonly address: string;
  /** Open subscriptions on it. */
  subscriptions(): number;
  /** Bytes written to it that its client has not read. */
  unreadBytes(): number;
  /** Asks the client to connect anew, elsewhere if it can. Must not throw. */
  leave(): void;
  /** Looks whether the client still lives; called now and then. Must not throw. */
  check(nowMs: number): void;
  /** The session has ended, or the server does: closes it at once. Must not throw. */
  end(why: 'session' | 'shutdown'): void;
}

export interface ConnectionLimits {
  readonly perUser: number;
  readonly perAddress: number;
}

/** What is open on this node, by session, person and address (A2, A3). */
export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #bySession = new Map<string, Set<Connection>>();
  readonly #perUser = new Map<string, number>();
  readonly #perAddress = new Map<string, number>();
  #size = 0;

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#size;
  }

  /** Sessions with something open. */
  get sessionIds(): string[] {
    return [...this.#bySession.keys()];
  }

  /** Whether something is open under the session. */
  has(sessionId: string): boolean {
    return this.#bySession.has(sessionId);
  }

  /** Whether one more may be opened: null, or whose share is used up. */
  full(by: { readonly userId: string; readonly address: string }): 'user' | 'address' | null {
    if ((this.#perUser.get(by.userId) ?? 0) >= this.#limits.perUser) return 'user';
    if ((this.#perAddress.get(by.address) ?? 0) >= this.#limits.perAddress) return 'address';
    return null;
  }

  /** Takes note of one; the returned function forgets it and may be called again. */
  add(connection: Connection): () => void {
    const { sessionId, userId, address } = connection;
    const mine = this.#bySession.get(sessionId) ?? new Set();
    this.#bySession.set(sessionId, mine.add(connection));
    add(this.#perUser, userId, 1);
    add(this.#perAddress, address, 1);
    this.#size++;
    return () => {
      if (!mine.delete(connection)) return;
      if (mine.size === 0) this.#bySession.delete(sessionId);
      add(this.#perUser, userId, -1);
      add(this.#perAddress, address, -1);
      this.#size--;
    };
  }

  /** Open subscriptions on all of them. */
  get subscriptions(): number {
    let count = 0;
    for (const connection of this) count += connection.subscriptions();
    return count;
  }

  get unreadBytes(): number {
    let bytes = 0;
    for (const connection of this) bytes += connection.unreadBytes();
    return bytes;
  }

  /** Ends everything of a session. */
  endSession(sessionId: string): void {
    for (const connection of [...(this.#bySession.get(sessionId) ?? [])]) connection.end('session');
  }

  /** Those that are open now. */
  [Symbol.iterator](): IterableIterator<Connection> {
    return [...this.#bySession.values()].flatMap((connections) => [...connections]).values();
  }
}

function add(counts: Map<string, number>, key: string, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
