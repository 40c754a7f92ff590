import type { HeadListener, Heads } from '../hub/heads.ts';
import type { DeliveryMeter, EventLog } from '../ports.ts';
import type { Hints } from './hints.ts';

export interface InboxWatchParts {
  readonly heads: Heads;
  readonly log: EventLog;
  readonly meter: DeliveryMeter;
}

/** One conversation of the person's, and how far it had come when they were told. */
class Followed implements HeadListener {
  seq = 0;
  /** Hints flow, and it is known from which `seq` on. */
  isSettled = false;
  readonly ready: Promise<void>;
  readonly unwatch: () => void;
  readonly #watch: InboxWatch;
  readonly #conversationId: string;

  constructor(watch: InboxWatch, conversationId: string, heads: Heads) {
    this.#watch = watch;
    this.#conversationId = conversationId;
    const { ready, unwatch } = heads.watch(conversationId, this);
    this.ready = ready;
    this.unwatch = unwatch;
  }

  reached(seq: number): void {
    // A poll repeats what is known. Less than that is news too: then a hint had promised too much.
    if (seq === this.seq) return;
    this.seq = seq;
    if (this.isSettled) this.#watch.hint([this.#conversationId]);
  }

  erased(): void {}

  epochChanged(): void {
    this.seq = 0;
    this.#watch.hint('all');
  }
}

/**
 * The inbox of one person on this node, however many sockets read it: follows the head of each of their
 * conversations and tells every reader which one moved.
 *
 * A conversation is named when it has just been taken up, and from then on whenever its log grows. So nothing falls
 * between; what the readers knew before the first taking up is doubted as a whole.
 */
export class InboxWatch {
  readonly readers = new Set<Hints>();
  readonly #parts: InboxWatchParts;
  readonly #followed = new Map<string, Followed>();
  /** Of these, taken up and not yet settled. */
  readonly #fresh = new Map<string, Followed>();
  #conversationIds: readonly string[] = [];
  #isFirst = true;
  #isSettling = false;
  #isClosed = false;

  constructor(parts: InboxWatchParts) {
    this.#parts = parts;
  }

  hint(conversationIds: readonly string[] | 'all'): void {
    for (const reader of this.readers) reader.add(conversationIds);
  }

  /** Whether the person is in one of these, as far as is known: before that is known, everything is doubted. */
  isInOneOf(conversationIds: readonly string[]): boolean {
    return conversationIds.some((id) => this.#followed.has(id));
  }

  /**
   * These are the person's conversations now: takes up the new ones, lets go of the others. Returns at once; readers
   * are told when `ready` has settled too.
   */
  update(conversationIds: readonly string[], ready: Promise<void>): void {
    if (this.#isClosed) return;
    if (!isSameList(conversationIds, this.#conversationIds)) this.#take(conversationIds);
    if (!this.#isSettling && (this.#isFirst || this.#fresh.size > 0)) void this.#settle(ready);
  }

  #take(conversationIds: readonly string[]): void {
    this.#conversationIds = conversationIds;
    const now = new Set(conversationIds);
    const left: string[] = [];
    for (const [id, followed] of this.#followed) {
      if (now.has(id)) continue;
      this.#followed.delete(id);
      this.#fresh.delete(id);
      followed.unwatch();
      left.push(id);
    }
    if (left.length > 0) this.hint(left);
    for (const id of now) {
      if (this.#followed.has(id)) continue;
      const followed = new Followed(this, id, this.#parts.heads);
      this.#followed.set(id, followed);
      this.#fresh.set(id, followed);
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const { unwatch } of this.#followed.values()) unwatch();
    this.#followed.clear();
    for (const reader of this.readers) reader.end();
  }

  /** Finds out where the heads of newly followed conversations stand; whatever fails is tried again by the next `update`. */
  async #settle(ready: Promise<void>): Promise<void> {
    this.#isSettling = true;
    try {
      await ready;
      while (!this.#isClosed && (this.#isFirst || this.#fresh.size > 0)) {
        const fresh = [...this.#fresh];
        await Promise.all(fresh.map(([, followed]) => followed.ready));
        const names = fresh.map(([id]) => id);
        const { epoch, heads } = await this.#parts.log.heads(names);
        if (!(await this.#parts.heads.agrees(epoch))) throw new Error('the log is changing its epoch');
        for (const [id, followed] of fresh) {
          if (this.#fresh.get(id) === followed) this.#fresh.delete(id);
          followed.seq = heads.get(id) ?? 0;
          followed.isSettled = true;
        }
        this.hint(this.#isFirst ? 'all' : names);
        this.#isFirst = false;
      }
    } catch (error) {
      this.#parts.meter.failed('inbox', error);
    } finally {
      this.#isSettling = false;
    }
  }
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, at) => id === b[at]);
}
