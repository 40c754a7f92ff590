import type { OwnThing } from '@nova/contract';
import type { Heads } from '../hub/heads.ts';
import type { MembershipFeed } from '../memberships/membership-feed.ts';
import type { Platform } from '../platform.ts';
import type { Channels, DeliveryMeter, EventLog, Listening } from '../ports.ts';
import { keys } from '../stream/keys.ts';
import { Hints, type InboxHint, ownNames, personName } from './hints.ts';
import { InboxWatch } from './inbox-watch.ts';

export interface InboxOptions {
  readonly memberships: MembershipFeed;
  readonly channels: Channels;
  /** The hub's: an inbox and a subscription share one registration per conversation. */
  readonly heads: Heads;
  readonly log: EventLog;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  /** After an uncertainty everybody's inbox is doubted within this: not all at once. */
  readonly doubtWithinMs: number;
  /** An inbox that nobody reads any more is kept this long, for those who come back after a cut. */
  readonly lingerMs: number;
}

export const inboxDefaults = { doubtWithinMs: 2_000, lingerMs: 15_000 } as const;

interface Box {
  readonly watch: InboxWatch;
  readonly stop: () => void;
  forget: (() => void) | null;
}

/**
 * Hints that something in a person's inbox changed.
 *
 * Promise: registered when the first `next()` is called; from then on every change of one of the person's
 * conversations, memberships included, is followed by a hint that names it – at once as a rule, and within a poll when
 * Redis is slow, wrong or gone. Hints may come twice or for nothing.
 */
export class Inbox {
  readonly #options: InboxOptions;
  readonly #boxes = new Map<string, Box>();
  /** One for the node: who is another one now concerns many of its people at once. */
  readonly #people: Listening;
  #isClosed = false;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#people = options.channels.listen(keys.people, (message) => {
      const [userId = '', ...conversationIds] = message.split(',');
      for (const [whose, { watch }] of this.#boxes)
        if (whose === userId || watch.isInOneOf(conversationIds)) watch.hint([personName(userId)]);
    });
    options.channels.onUnsure(() => {
      for (const { watch } of this.#boxes.values()) this.#doubt(watch);
    });
  }

  /** People whose inbox is followed now. */
  get size(): number {
    return this.#boxes.size;
  }

  /** Ends when `signal` aborts. Hints that arrive while nobody waits are merged into one. */
  async *wakeups(request: { readonly userId: string; readonly signal: AbortSignal }): AsyncGenerator<InboxHint, void> {
    const { userId, signal } = request;
    if (signal.aborted || this.#isClosed) return;
    const hints = new Hints();
    const end = (): void => {
      hints.end();
    };
    signal.addEventListener('abort', end, { once: true });
    const box = this.#open(userId);
    box.watch.readers.add(hints);
    try {
      for (let hint = await hints.next(); hint; hint = await hints.next()) yield hint;
    } finally {
      signal.removeEventListener('abort', end);
      box.watch.readers.delete(hints);
      this.#release(userId, box);
    }
  }

  /**
   * Tells the person's inboxes, on every node, of a change that is not in any log: read position, notify level.
   * Returns at once, never throws; may be lost.
   */
  touched(userId: string, conversationIds: readonly string[]): void {
    if (conversationIds.length === 0) return;
    this.#tell(userId, conversationIds).catch((error: unknown) => {
      this.#options.meter.failed('inbox', error);
    });
  }

  /** The same for what is the person's own and in no conversation's summary, such as drafts. */
  touchedOwn(userId: string, thing: OwnThing): void {
    this.touched(userId, [ownNames[thing]]);
  }

  /** The same for whoever tells again what was lost: resolves when it is on its way to every node, rejects otherwise. */
  tellOwn(userId: string, thing: OwnThing): Promise<void> {
    return this.#tell(userId, [ownNames[thing]]);
  }

  /**
   * Tells everybody who is in one of these conversations, and the person, on every node: name, picture or status of the
   * person is another one (P1). Returns at once, never throws; may be lost, as long as `onUnsure` says so.
   */
  personChanged(userId: string, conversationIds: readonly string[]): void {
    this.#options.channels.publish(keys.people, [userId, ...conversationIds].join(',')).catch((error: unknown) => {
      this.#options.meter.failed('inbox', error);
    });
  }

  /** Ends every iteration and stops listening. */
  close(): void {
    this.#isClosed = true;
    this.#people.stop();
    for (const box of this.#boxes.values()) this.#drop(box);
    this.#boxes.clear();
  }

  #tell(userId: string, names: readonly string[]): Promise<void> {
    return this.#options.channels.publish(keys.inbox(userId), names.join(','));
  }

  #open(userId: string): Box {
    const open = this.#boxes.get(userId);
    if (open) {
      open.forget?.();
      open.forget = null;
      return open;
    }
    const watch = new InboxWatch(this.#options);
    const listening = this.#options.channels.listen(keys.inbox(userId), (message) => {
      watch.hint(message.split(','));
    });
    const unfollow = this.#options.memberships.follow(userId, (conversationIds) => {
      watch.update(conversationIds, listening.ready);
    });
    const stop = (): void => {
      listening.stop();
      unfollow();
    };
    const box: Box = { watch, stop, forget: null };
    this.#boxes.set(userId, box);
    return box;
  }

  #release(userId: string, box: Box): void {
    if (box.watch.readers.size > 0 || box.forget || this.#isClosed) return;
    box.forget = this.#options.platform.after(this.#options.lingerMs, () => {
      this.#boxes.delete(userId);
      this.#drop(box);
    });
  }

  #drop(box: Box): void {
    box.forget?.();
    box.stop();
    box.watch.close();
  }

  #doubt(watch: InboxWatch): void {
    const { platform, doubtWithinMs } = this.#options;
    platform.after(platform.random() * doubtWithinMs, () => {
      watch.hint('all');
    });
  }
}
