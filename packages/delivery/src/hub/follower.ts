import { decodeCursor, encodeCursor } from '@nova/contract';
import type { Batch } from './batch.ts';
import { cutBatch } from './batch.ts';
import type { HubOptions } from './options.ts';
import type { FollowHandle, Sink } from './sink.ts';
import type { Tail } from './tail.ts';

export interface FollowRequest {
  readonly conversationId: string;
  readonly userId: string;
  /** The cursor to go on after; `null`: from now on. */
  readonly cursor: string | null;
}

/** How a follower reaches its conversation's tail; a tail is replaced when the epoch changes. */
export interface TailSource {
  tail(conversationId: string): Tail;
  release(follower: Follower): void;
  /** Whether an epoch that was just read is the log's, as far as this node knows after having asked. Never rejects. */
  agrees(epoch: string): Promise<boolean>;
}

/** A follower at a tail, from admission until something ends it. What was begun in one stay has no effect on the next. */
interface Stay {
  readonly tail: Tail;
  isPumping: boolean;
}

/** A cursor of no log: answered with `reset`. */
const noEpoch = encodeCursor('none', 0);

/**
 * One subscriber: a cursor and a sink, nothing more (D1). It is admitted, catches up at its own pace,
 * and is then fed by the tail until it falls behind again.
 */
export class Follower implements FollowHandle {
  readonly request: FollowRequest;
  cursor = 0;
  readonly #sink: Sink;
  readonly #options: HubOptions;
  readonly #source: TailSource;
  /** Counts admissions: whatever an earlier one still has under way is void. */
  #admission = 0;
  /** The epoch in which this follower was given its place; `null` until then. */
  #epoch: string | null = null;
  /** The log's end when membership was last checked: a removal before it was undone by then. */
  #admittedSeq = 0;
  #stay: Stay | null = null;
  #isStarted = false;
  #isFull = false;
  #isClosed = false;
  #cancelRetry: (() => void) | null = null;
  /** Retries since something succeeded. */
  #retries = 0;

  constructor(request: FollowRequest, sink: Sink, parts: { options: HubOptions; source: TailSource }) {
    this.request = request;
    this.#sink = sink;
    this.#options = parts.options;
    this.#source = parts.source;
  }

  /**
   * The `seq` that the tail must have reached before this follower reads anything: with its own place, the end of the
   * log at admission. What was deleted until then the tail has heard of when it has come so far (X1).
   */
  get awaitedSeq(): number {
    return Math.max(this.cursor, this.#admittedSeq);
  }

  /** Checks membership and cursor, then catches up. Ends what went on before. */
  admit(cursor: string | null = this.request.cursor): void {
    this.#leave();
    this.#epoch = null;
    const admission = ++this.#admission;
    this.#admit(cursor, admission).catch((error: unknown) => {
      if (this.#isVoid(admission)) return;
      this.#options.meter.failed('check', error);
      this.#later(() => {
        this.admit(cursor);
      });
    });
  }

  /** The log was restored: whatever this follower was told of another epoch is void (D9). */
  restart(epoch: string): void {
    if (!this.#isClosed && this.#epoch !== null && this.#epoch !== epoch) this.admit(noEpoch);
  }

  /** Takes the batch that follows the cursor. `false`: feed me no more, I come back by myself. */
  take(batch: Batch): boolean {
    if (this.#isClosed || !this.#accepts()) return false;
    if (batch.firstSeq !== this.cursor + 1) {
      // Never so by construction; were it ever, a subscriber must not pay for it with a hole or a repeat (D3).
      this.#options.meter.failed('read', new Error(`given ${batch.firstSeq} at ${this.cursor}`));
      this.#later(() => {
        this.catchUp();
      });
      return false;
    }
    const last = batch.ends?.has(this.request.userId) ? this.#removalIn(batch) : null;
    const taken = last === null ? batch : cutBatch(batch, last);
    this.cursor = taken.lastSeq;
    this.#retries = 0;
    this.#isFull = !this.#sink.deliver(taken);
    if (last !== null) {
      this.close();
      this.#sink.ended();
      return false;
    }
    return !this.#isFull;
  }

  resume(): void {
    if (!this.#isFull || this.#isClosed) return;
    this.#isFull = false;
    this.catchUp();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#leave();
    this.#source.release(this);
  }

  /** Reads on until the tail is reached, the sink is full, or nothing can be read just now. */
  catchUp(): void {
    const stay = this.#stay;
    if (!stay || stay.isPumping || this.#isFull) return;
    stay.isPumping = true;
    this.#pump(stay).catch((error: unknown) => {
      if (this.#stay !== stay) return;
      this.#options.meter.failed('read', error);
      this.#later(() => {
        this.catchUp();
      });
    });
  }

  async #admit(cursor: string | null, admission: number): Promise<void> {
    const { conversationId, userId } = this.request;
    const access = await this.#options.access.check(conversationId, userId);
    if (this.#isVoid(admission)) return;
    if (!access) {
      this.#refuse('NOT_A_MEMBER');
      return;
    }
    if (!(await this.#source.agrees(access.epoch))) throw new Error('the log is changing its epoch');
    if (this.#isVoid(admission)) return;
    const place = this.#place(cursor, access);
    if (place === 'bad') {
      this.#refuse('BAD_CURSOR');
      return;
    }
    if (!this.#isStarted) this.#sink.started();
    this.#isStarted = true;
    this.#epoch = access.epoch;
    this.#admittedSeq = access.lastSeq;
    this.cursor = place.seq;
    if (place.reset) {
      this.#options.meter.reset(place.reset);
      this.#isFull = !this.#sink.reset({ conversationId, epoch: access.epoch, seq: place.seq });
    }
    this.#enter(admission);
  }

  /** The place is told already: from here on only the tail is tried again. */
  #enter(admission: number): void {
    const tail = this.#source.tail(this.request.conversationId);
    tail.opened.then(
      () => {
        if (this.#isVoid(admission)) return;
        this.#stay = { tail, isPumping: false };
        this.#retries = 0;
        this.catchUp();
      },
      (error: unknown) => {
        if (this.#isVoid(admission)) return;
        this.#options.meter.failed('read', error);
        this.#later(() => {
          this.#enter(admission);
        });
      },
    );
  }

  #place(
    cursor: string | null,
    access: { lastSeq: number; epoch: string },
  ): { seq: number; reset?: 'behind' | 'epoch' } | 'bad' {
    if (cursor === null) return { seq: access.lastSeq };
    const at = decodeCursor(cursor);
    if (!at) return 'bad';
    if (at.epoch !== access.epoch) return { seq: access.lastSeq, reset: 'epoch' };
    if (at.seq > access.lastSeq) return 'bad';
    if (access.lastSeq - at.seq > this.#options.maxLagEvents) return { seq: access.lastSeq, reset: 'behind' };
    return { seq: at.seq };
  }

  /** One at a time; `isPumping` falls in the very step in which the loop ends, so that no `resume` is lost between. */
  async #pump(stay: Stay): Promise<void> {
    const { tail } = stay;
    try {
      while (this.#stay === stay && !this.#isFull && !this.#settle(tail) && this.#accepts()) {
        const batch = tail.fromRing(this.cursor) ?? (await tail.read(this.cursor));
        if (this.#stay !== stay) return;
        if (!batch) throw new Error('the log ends before its head');
        const from = this.cursor;
        this.take(batch);
        if (this.cursor > from) this.#options.meter.delivered(this.cursor - from, null);
      }
    } finally {
      stay.isPumping = false;
    }
  }

  /** Whether there is nothing to read: this follower is live, waits for the tail, or starts over. */
  #settle(tail: Tail): boolean {
    if (tail.seq < this.awaitedSeq) {
      tail.ahead.add(this);
      tail.reached(this.awaitedSeq);
      return true;
    }
    if (this.cursor === tail.seq) {
      tail.live.add(this);
      return true;
    }
    if (tail.seq - this.cursor <= this.#options.maxLagEvents) return false;
    // Too far behind to catch up: as if it subscribed anew, membership included.
    this.admit(encodeCursor(tail.epoch, this.cursor));
    return true;
  }

  /** Whether the sink takes a batch now; if not, this follower waits for `resume` where it stands. */
  #accepts(): boolean {
    if (this.#sink.accepts?.() === false) this.#isFull = true;
    return !this.#isFull;
  }

  #removalIn(batch: Batch): number | null {
    for (const entry of batch.entries) {
      if (entry.ends === this.request.userId && entry.seq > this.#admittedSeq) return entry.seq;
    }
    return null;
  }

  #refuse(reason: 'NOT_A_MEMBER' | 'BAD_CURSOR'): void {
    this.close();
    this.#sink.refused(reason);
  }

  #leave(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#stay?.tail.live.delete(this);
    this.#stay?.tail.ahead.delete(this);
    this.#stay = null;
  }

  #isVoid(admission: number): boolean {
    return this.#isClosed || this.#admission !== admission;
  }

  /** One retry at a time, and each later than the one before: a database in trouble is not asked by everybody at once. */
  #later(run: () => void): void {
    this.#cancelRetry?.();
    const delayMs = this.#options.retryMs * 2 ** Math.min(this.#retries++, 3) * (0.5 + this.#options.platform.random());
    this.#cancelRetry = this.#options.platform.after(delayMs, () => {
      this.#cancelRetry = null;
      run();
    });
  }
}
