import type { Platform } from '../platform.ts';
import type { Channels, DeliveryMeter, Listening, OnlineRegister } from '../ports.ts';
import { keys } from '../stream/keys.ts';

export interface OnlineOptions {
  readonly channels: Channels;
  readonly register: OnlineRegister;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  readonly presenceTtlMs: number;
  /** Whoever comes back within this was never gone: a reload does not flicker. */
  readonly graceMs: number;
  /** Told of everybody who comes to this node, and goes from it. */
  readonly onChange?: (userId: string, isHere: boolean) => void;
}

type Listener = (userId: string, online: boolean) => void;

interface Watched {
  readonly listeners: Set<Listener>;
  readonly listening: Listening;
  /** Resolves when it is known what other nodes know, or cannot be known just now. */
  readonly known: Promise<void>;
  isKnown: boolean;
  /** Until when another node's claim is believed. */
  untilMs: number;
  isOnline: boolean;
}

/** Those with a socket on this node; `end` runs while a grace period does. */
interface Connected {
  sockets: number;
  end: (() => void) | null;
}

/** What the register says on a person's channel: on some node, or on none. */
export const onlineWords = { on: '1', off: '0' } as const;

/**
 * Who is online: whoever has a socket on this node, or a claim of another node that has not lapsed (D11).
 * Without Redis only this node's people are known, and the others lapse.
 */
export class Online {
  readonly #options: OnlineOptions;
  readonly #connected = new Map<string, Connected>();
  readonly #watched = new Map<string, Watched>();

  constructor(options: OnlineOptions) {
    this.#options = options;
    options.channels.onUnsure(() => {
      this.renew();
    });
  }

  /** A socket of this user opened. The returned function says that it closed; idempotent. */
  connected(userId: string): () => void {
    const open = this.#connected.get(userId);
    const mine = open ?? { sockets: 0, end: null };
    mine.end?.();
    mine.end = null;
    mine.sockets++;
    if (!open) {
      this.#connected.set(userId, mine);
      this.#options.onChange?.(userId, true);
      this.#evaluate(userId);
      this.#try(this.#options.register.claim([userId], this.#options.presenceTtlMs));
    }
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      if (--mine.sockets === 0)
        mine.end = this.#options.platform.after(this.#options.graceMs, () => this.#gone(userId));
    };
  }

  /** Those with a socket on this node. */
  here(): Iterable<string> {
    return this.#connected.keys();
  }

  /** Tells what is known now and then what changes; each user's state is told once it is known. */
  watch(userIds: readonly string[], listener: Listener): () => void {
    const mine = new Set(userIds);
    const fresh = [...mine].filter((userId) => !this.#watched.has(userId));
    const known = Promise.withResolvers<void>();
    for (const userId of fresh) this.#watched.set(userId, this.#open(userId, known.promise));
    let isStopped = false;
    for (const userId of mine) {
      const watched = this.#watched.get(userId);
      watched?.listeners.add(listener);
      void watched?.known.then(() => {
        if (!isStopped) listener(userId, watched.isOnline);
      });
    }
    void this.#look(fresh).then(known.resolve);
    return () => {
      if (isStopped) return;
      isStopped = true;
      for (const userId of mine) this.#unwatch(userId, listener);
    };
  }

  /** Claims this node's people anew and asks about those watched. Returns at once, never throws. */
  renew(): void {
    for (const userIds of chunks([...this.#connected.keys()]))
      this.#try(this.#options.register.claim(userIds, this.#options.presenceTtlMs));
    for (const userIds of chunks([...this.#watched.keys()])) this.#try(this.#ask(userIds));
  }

  /** Ends what has lapsed. */
  expire(): void {
    for (const userId of this.#watched.keys()) this.#evaluate(userId);
  }

  /** This node's claims lapse by themselves: whoever reconnects elsewhere is not seen going. */
  close(): void {
    for (const { end } of this.#connected.values()) end?.();
    for (const { listening } of this.#watched.values()) listening.stop();
    this.#connected.clear();
    this.#watched.clear();
  }

  #open(userId: string, known: Promise<void>): Watched {
    const listening = this.#options.channels.listen(keys.presence(userId), (message) => {
      const watched = this.#watched.get(userId);
      if (!watched) return;
      watched.untilMs = message === onlineWords.on ? this.#options.platform.nowMs() + this.#options.presenceTtlMs : 0;
      this.#evaluate(userId);
    });
    const isOnline = this.#connected.has(userId);
    return { listeners: new Set(), listening, known, isKnown: false, untilMs: 0, isOnline };
  }

  #unwatch(userId: string, listener: Listener): void {
    const watched = this.#watched.get(userId);
    if (!watched?.listeners.delete(listener) || watched.listeners.size > 0) return;
    watched.listening.stop();
    this.#watched.delete(userId);
  }

  /** Asks once their comings and goings are heard: nothing falls in between. Never rejects. */
  async #look(userIds: readonly string[]): Promise<void> {
    try {
      await Promise.all(userIds.flatMap((userId) => this.#watched.get(userId)?.listening.ready ?? []));
      await this.#ask(userIds);
    } catch (error) {
      this.#options.meter.failed('presence', error);
    }
    for (const userId of userIds) {
      const watched = this.#watched.get(userId);
      if (watched) watched.isKnown = true;
    }
  }

  async #ask(userIds: readonly string[]): Promise<void> {
    const remaining = await this.#options.register.remainingMs(userIds);
    const nowMs = this.#options.platform.nowMs();
    for (const [at, userId] of userIds.entries()) {
      const watched = this.#watched.get(userId);
      const ms = remaining[at] ?? 0;
      // No claim means nothing: Redis may have been emptied. Who left is told, and who vanished lapses.
      if (watched && ms > 0) watched.untilMs = nowMs + ms;
      this.#evaluate(userId);
    }
  }

  #gone(userId: string): void {
    this.#connected.delete(userId);
    this.#options.onChange?.(userId, false);
    // Still believed until the register says that no other node has them, or the claim lapses.
    this.#try(this.#options.register.release(userId));
    this.#evaluate(userId);
  }

  #evaluate(userId: string): void {
    const watched = this.#watched.get(userId);
    if (!watched) return;
    const isOnline = this.#connected.has(userId) || watched.untilMs > this.#options.platform.nowMs();
    if (isOnline === watched.isOnline) return;
    watched.isOnline = isOnline;
    // Before it is known nobody has been told anything.
    if (!watched.isKnown) return;
    for (const listener of watched.listeners) listener(userId, isOnline);
  }

  #try(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#options.meter.failed('presence', error);
    });
  }
}

const usersPerCall = 500;

function chunks(userIds: readonly string[]): string[][] {
  const found: string[][] = [];
  for (let at = 0; at < userIds.length; at += usersPerCall) found.push(userIds.slice(at, at + usersPerCall));
  return found;
}
