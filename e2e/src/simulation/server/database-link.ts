import type { ListOutput, LogEntry } from '@nova/contract';
import { RefusedError } from '@nova/client/sim';
import type { PageRequest } from '@nova/client/sim';
import type { AccessCheck, Commit, EventLog, OutboxRow, OutboxTable, Platform } from '@nova/delivery';
import type { ModelDatabase, Verdict, Wish } from '../database/model-database.ts';
import { DatabaseLost } from '../database/model-database.ts';
import type { Room } from '../database/room.ts';
import { lastSeqOf, pageOf } from '../database/room.ts';
import type { Life } from '../life.ts';
import { forever } from '../life.ts';
import type { Mutant } from '../mutants/mutant.ts';
import type { Weather } from '../weather.ts';

export interface DatabaseLinkOptions {
  readonly database: ModelDatabase;
  readonly life: Life;
  readonly weather: Weather;
  readonly clock: Platform;
  readonly mutant: Mutant;
  /** The epoch that the node knows. */
  readonly known: () => string;
}

/** One node's way to the database: every answer is true at one moment and arrives at a later one, if it does. */
export class DatabaseLink implements EventLog, OutboxTable, AccessCheck {
  readonly #database: ModelDatabase;
  readonly #life: Life;
  readonly #weather: Weather;
  readonly #clock: Platform;
  readonly #mutant: Mutant;
  readonly #known: () => string;

  constructor(of: DatabaseLinkOptions) {
    this.#clock = of.clock;
    this.#mutant = of.mutant;
    this.#known = of.known;
    this.#database = of.database;
    this.#life = of.life;
    this.#weather = of.weather;
  }

  epoch(): Promise<string> {
    return this.#ask(() => this.#epoch);
  }

  async read(conversationId: string, afterSeq: number, limit: number): Promise<readonly LogEntry[]> {
    const { entry = (right: LogEntry) => right } = this.#mutant;
    const { epoch, entries } = await this.#ask(() => ({
      epoch: this.#epoch,
      entries: this.#database.find(conversationId)?.entries.slice(afterSeq, afterSeq + limit) ?? [],
    }));
    if (epoch !== this.#known()) throw new DatabaseLost('the log was restored');
    return entries.map(entry);
  }

  heads(conversationIds: readonly string[]): Promise<{ epoch: string; heads: ReadonlyMap<string, number> }> {
    return this.#ask(() => {
      const rooms = conversationIds.flatMap((id) => this.#database.find(id) ?? []);
      return { epoch: this.#epoch, heads: new Map(rooms.map((room) => [room.id, lastSeqOf(room)])) };
    });
  }

  pending(olderThanMs: number, limit: number): Promise<readonly OutboxRow[]> {
    return this.#ask(() => {
      const untilMs = this.#life.platform.nowMs() - olderThanMs;
      return [...this.#database.outbox.values()].filter(({ atMs }) => atMs < untilMs).slice(0, limit);
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#ask(() => this.#database.forget(ids));
  }

  check(conversationId: string, userId: string): Promise<{ lastSeq: number; epoch: string } | null> {
    return this.#ask(() => {
      const room = this.#database.room(conversationId);
      return room.members.has(userId) ? { lastSeq: lastSeqOf(room), epoch: this.#epoch } : null;
    });
  }

  /** @throws RefusedError NOT_A_MEMBER (A1). */
  async page(userId: string, request: PageRequest): Promise<ListOutput> {
    const room = (): Room => this.#database.room(request.conversationId);
    const page = await this.#ask(() => {
      if (!room().members.has(userId)) throw new RefusedError('NOT_A_MEMBER');
      return pageOf(room(), request, this.#epoch);
    });
    if (!this.#mutant.pagesLate) return page;
    return this.#ask(() => ({ ...pageOf(room(), request, this.#epoch), messages: page.messages }));
  }

  /** The conversation of a message, for a member of it (A1). Not a judgement. */
  locate(messageId: string, userId: string): Promise<string | null> {
    return this.#ask(() => {
      const room = this.#database.roomOf(messageId);
      return room?.members.has(userId) ? room.id : null;
    });
  }

  /**
   * One transaction (W1). `at` is told how far it is; a node that dies there is not heard of again, and what it had
   * begun is rolled back, or committed when the order to commit had left.
   */
  async transact(
    conversationId: string,
    wishes: readonly Wish[],
    at: (point: 'locked' | 'before-commit', erases: readonly number[]) => void,
  ): Promise<{ verdicts: readonly Verdict[]; commit: Commit | null }> {
    await this.#reach();
    const done = await this.#database.transact(conversationId, wishes, async (erases) => {
      at('locked', erases);
      if (this.#life.isOver) return false;
      at('before-commit', erases);
      await this.#travel();
      return !this.#life.isOver || this.#weather.random.chance(0.5);
    });
    if (!done || this.#life.isOver) return forever;
    await this.#life.pause(this.#weather.delayMs('database'));
    return done;
  }

  get #epoch(): string {
    return this.#mutant.epoch ?? this.#database.epoch;
  }

  async #ask<T>(read: () => T): Promise<T> {
    await this.#reach();
    const answer = read();
    await this.#life.pause(this.#weather.delayMs('database'));
    return answer;
  }

  async #reach(): Promise<void> {
    await this.#life.pause(this.#weather.delayMs('database'));
    if (this.#database.isDown || this.#weather.happens('databaseFails')) throw new DatabaseLost('not reached');
  }

  /** The way of an order that has left: it goes on although whoever gave it dies. */
  async #travel(): Promise<void> {
    const delayMs = this.#weather.delayMs('database');
    if (delayMs > 0) await new Promise<void>((resolve) => this.#clock.after(delayMs, resolve));
  }
}
