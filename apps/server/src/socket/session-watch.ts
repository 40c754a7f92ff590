import { type Database, endedSessions } from '@nova/db';
import type { Connections } from './connections.ts';

export interface SessionWatchOptions {
  readonly db: Database;
  readonly connections: Connections;
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly pollMs: number;
  /** A session has ended somewhere. */
  readonly onEnded: () => void;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Closes what is open under a session when the session ends, on every node within a second (D7, A2): Postgres tells
 * when a session's row is deleted, and a poll finds expired ones and those that it could not tell of.
 */
export class SessionWatch {
  readonly #options: SessionWatchOptions;
  #cancel: () => void = () => {};
  #unlisten: () => Promise<void> = () => Promise.resolve();
  #isClosed = false;

  constructor(options: SessionWatchOptions) {
    this.#options = options;
  }

  /** Resolves when the node hears of sessions that end. */
  async start(): Promise<void> {
    const { db, onEnded, connections, onFailure } = this.#options;
    const { unlisten } = await db.sql.listen(
      'session_ended',
      (sessionId) => {
        onEnded();
        connections.endSession(sessionId);
      },
      // Also after the listening connection was lost and found again.
      () => void this.#poll().catch(onFailure),
    );
    this.#unlisten = unlisten;
    this.#schedule();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.#unlisten().catch(() => {});
  }

  #schedule(): void {
    this.#cancel = this.#options.after(this.#options.pollMs, () => {
      this.#poll()
        .catch(this.#options.onFailure)
        .finally(() => {
          if (!this.#isClosed) this.#schedule();
        });
    });
  }

  async #poll(): Promise<void> {
    const { db, connections, onEnded } = this.#options;
    const { sessionIds } = connections;
    if (sessionIds.length === 0) return;
    const ended = await endedSessions(db.query, sessionIds);
    if (ended.size === 0) return;
    onEnded();
    for (const sessionId of ended) connections.endSession(sessionId);
  }
}
