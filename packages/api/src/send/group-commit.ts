import type { SendInput, SendOutput } from '@nova/contract';
import { refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';
import { commitSends, type OnBusy } from './commit-sends.ts';
import type { SendIssuer, SendItem } from './send-item.ts';

interface Room {
  readonly conversationId: string;
  waiting: SendItem[];
  /** One of its sends is in a transaction: the node never contends with itself for a conversation. */
  isBusy: boolean;
}

const queueFullRetryAfterMs = 1_000;
/**
 * A transaction beside another must be worth its cost, which is that of dozens of sends: it carries as many, or one
 * that has waited longer than a transaction should take also when every core is busy. Smaller batches cost twice, in
 * the transaction and in a write to every subscriber.
 */
const besideSends = 128;
const besideAfterMs = 30;

/**
 * Commits sends together: whoever arrives while a transaction is under way rides in the next one. A few transactions
 * run at a time when there is enough to do or one of them is slow, each with the waiting sends of as many
 * conversations as fit; a conversation is in one of them at most, in the order its sends came.
 *
 * A conversation that another process holds is taken out of its batch and waited for on the side, so that nobody
 * else waits with it.
 */
export class GroupCommit {
  readonly #parts: ApiParts;
  readonly #rooms = new Map<string, Room>();
  /** Rooms with waiting sends and none under way, the longest waiting first. */
  #ready: Room[] = [];
  /** Sends that wait in them. */
  #readySends = 0;
  #running = 0;
  /** Set while what is ready waits for a transaction to end: it does not wait for long. */
  #patience: NodeJS.Timeout | null = null;
  #queued = 0;
  #isScheduled = false;
  #isClosed = false;
  #whenIdle: (() => void)[] = [];

  constructor(parts: ApiParts) {
    this.#parts = parts;
  }

  /** Sends accepted and not yet answered. */
  get queued(): number {
    return this.#queued;
  }

  /**
   * Resolves when the message is committed (W7). Idempotent by client id (W6). With `scheduledVersion` it is a scheduled
   * message, which is settled in the same transaction. @throws Refusal; SCHEDULED_GONE when that has changed since.
   */
  send(input: SendInput, issuer: SendIssuer, scheduledVersion: number | null = null): Promise<SendOutput> {
    if (this.#isClosed) return Promise.reject(refuse('SHUTTING_DOWN'));
    if (this.#queued >= this.#parts.settings.sendQueueMax) {
      return Promise.reject(refuse('BUSY', { retryAfterMs: queueFullRetryAfterMs }));
    }
    this.#queued++;
    return new Promise<SendOutput>((resolve, reject) => {
      let isAnswered = false;
      const done =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          if (isAnswered) return;
          isAnswered = true;
          this.#queued--;
          settle(value);
          if (this.#queued === 0) for (const idle of this.#whenIdle.splice(0)) idle();
        };
      this.#enqueue({ input, issuer, scheduledVersion, resolve: done(resolve), reject: done(reject) });
    });
  }

  /** Refuses what comes from now on; resolves when everything accepted is answered. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#queued > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  #enqueue(item: SendItem): void {
    const { conversationId } = item.input;
    let room = this.#rooms.get(conversationId);
    if (!room) {
      room = { conversationId, waiting: [], isBusy: false };
      this.#rooms.set(conversationId, room);
    }
    room.waiting.push(item);
    if (room.isBusy) return;
    this.#readySends++;
    if (room.waiting.length === 1) this.#ready.push(room);
    if (this.#isScheduled || this.#running >= this.#parts.settings.sendSlots) return;
    // After everything that has already arrived in this turn of the event loop.
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#fill();
    });
  }

  #fill(isImpatient = false): void {
    while (this.#running < this.#parts.settings.sendSlots && this.#ready.length > 0) {
      if (this.#running > 0 && this.#readySends < besideSends && !isImpatient) {
        this.#patience ??= setTimeout(() => {
          this.#patience = null;
          this.#fill(true);
        }, besideAfterMs);
        return;
      }
      if (this.#patience) clearTimeout(this.#patience);
      this.#patience = null;
      const { rooms, items } = this.#takeBatch();
      this.#running++;
      void this.#commit(items, 'skip').then((busy) => {
        this.#running--;
        this.#settle(rooms, busy);
        this.#fill();
      });
    }
  }

  #takeBatch(): { rooms: Room[]; items: SendItem[] } {
    const rooms: Room[] = [];
    const items: SendItem[] = [];
    const max = this.#parts.settings.sendBatchMax;
    let taken = 0;
    for (const room of this.#ready) {
      if (items.length >= max) break;
      taken++;
      this.#readySends -= room.waiting.length;
      room.isBusy = true;
      rooms.push(room);
      const left = max - items.length;
      if (room.waiting.length <= left) {
        items.push(...room.waiting);
        room.waiting = [];
      } else {
        items.push(...room.waiting.splice(0, left));
      }
    }
    this.#ready = this.#ready.slice(taken);
    return { rooms, items };
  }

  /** Frees the rooms of a batch; those that were held elsewhere are waited for on the side. */
  #settle(rooms: readonly Room[], busy: readonly SendItem[]): void {
    const left = Map.groupBy(busy, ({ input }) => input.conversationId);
    for (const room of rooms) {
      const items = left.get(room.conversationId);
      if (!items) this.#free(room, []);
      else
        void this.#commit(items, 'wait').then((still) => {
          this.#free(room, still);
          this.#fill();
        });
    }
  }

  /** What it has waiting is ready then; `#fill` comes after all rooms of a batch, or each would travel alone. */
  #free(room: Room, unanswered: readonly SendItem[]): void {
    // Only a conversation that a stranger was just admitted to can still be open: judged again with the next batch.
    room.waiting.unshift(...unanswered);
    room.isBusy = false;
    if (room.waiting.length === 0) {
      this.#rooms.delete(room.conversationId);
      return;
    }
    this.#ready.push(room);
    this.#readySends += room.waiting.length;
  }

  /** Never rejects: a defect on the way is told to those who wait. */
  async #commit(items: readonly SendItem[], onBusy: OnBusy): Promise<readonly SendItem[]> {
    try {
      return await commitSends(this.#parts, items, onBusy);
    } catch (error) {
      this.#parts.meter.failed('group commit', error, items[0]?.issuer.requestId ?? '');
      for (const item of items) item.reject(error);
      return [];
    }
  }
}
