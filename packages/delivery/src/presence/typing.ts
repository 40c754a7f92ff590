import type { Platform } from '../platform.ts';
import type { Channels, DeliveryMeter, Listening } from '../ports.ts';
import { keys } from '../stream/keys.ts';

export interface TypingOptions {
  readonly channels: Channels;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  readonly typingTtlMs: number;
  /** One person's mark in one conversation is renewed at most this often. */
  readonly typingEveryMs: number;
}

export interface TypingMark {
  readonly conversationId: string;
  readonly userId: string;
  readonly on: boolean;
  /** For how much longer it holds; 0 for one that is off. */
  readonly ttlMs: number;
}

type Listener = (mark: TypingMark) => void;

interface Room {
  readonly listeners: Set<Listener>;
  readonly listening: Listening;
  /** Who types, until when, and how to call that end off. */
  readonly marks: Map<string, { readonly untilMs: number; readonly keep: () => void }>;
}

interface Said {
  /** When the mark was last published as on. */
  readonly onAtMs: number;
  readonly isOn: boolean;
  /** Calls off what waits to be published as on, since it was taken back and set again too soon. */
  readonly cancel: (() => void) | null;
}

/** Who is typing where, as far as this node's watchers care (D11). */
export class Typing {
  readonly #options: TypingOptions;
  readonly #rooms = new Map<string, Room>();
  /** What was published of each mark of this node's people. */
  readonly #said = new Map<string, Said>();

  constructor(options: TypingOptions) {
    this.#options = options;
  }

  /** Tells everybody; too many of one kind are dropped, but for the last: it waits. Returns at once, never throws. */
  set(mark: { readonly conversationId: string; readonly userId: string; readonly on: boolean }): void {
    const { conversationId, userId, on } = mark;
    const about = `${conversationId} ${userId}`;
    const said = this.#said.get(about);
    if (!on) {
      said?.cancel?.();
      // Once per mark.
      if (said) this.#said.set(about, { ...said, isOn: false, cancel: null });
      if (said?.isOn) this.#publish(conversationId, `-${userId}`);
      return;
    }
    const { platform, typingEveryMs } = this.#options;
    const waitMs = said ? said.onAtMs + typingEveryMs - platform.nowMs() : 0;
    // A clock that was put back keeps nobody waiting.
    if (!said || waitMs <= 0 || waitMs > typingEveryMs) {
      said?.cancel?.();
      this.#said.set(about, { onAtMs: platform.nowMs(), isOn: true, cancel: null });
      this.#publish(conversationId, `+${userId}`);
    } else if (!said.isOn && !said.cancel) {
      const cancel = platform.after(waitMs, () => {
        this.#said.delete(about);
        this.set(mark);
      });
      this.#said.set(about, { ...said, cancel });
    }
  }

  /** Tells what is known now, before it returns, and then what changes. The returned function ends it; idempotent. */
  watch(conversationId: string, listener: Listener): () => void {
    let room = this.#rooms.get(conversationId);
    if (!room) {
      const listening = this.#options.channels.listen(keys.typing(conversationId), (message) => {
        this.#hear(conversationId, message);
      });
      room = { listeners: new Set(), listening, marks: new Map() };
      this.#rooms.set(conversationId, room);
    }
    const { listeners } = room;
    const mine = room;
    listeners.add(listener);
    const nowMs = this.#options.platform.nowMs();
    for (const [userId, { untilMs }] of room.marks)
      listener({ conversationId, userId, on: true, ttlMs: untilMs - nowMs });
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      this.#rooms.delete(conversationId);
      leave(mine);
    };
  }

  /** Forgets what has been said too long ago to matter. */
  expire(): void {
    const nowMs = this.#options.platform.nowMs();
    for (const [about, { onAtMs, cancel }] of this.#said) {
      if (!cancel && nowMs - onAtMs >= this.#options.typingTtlMs) this.#said.delete(about);
    }
  }

  close(): void {
    for (const room of this.#rooms.values()) leave(room);
    this.#rooms.clear();
    for (const { cancel } of this.#said.values()) cancel?.();
    this.#said.clear();
  }

  #publish(conversationId: string, message: string): void {
    this.#options.channels.publish(keys.typing(conversationId), message).catch((error: unknown) => {
      this.#options.meter.failed('presence', error);
    });
  }

  #hear(conversationId: string, message: string): void {
    const room = this.#rooms.get(conversationId);
    const userId = message.slice(1);
    const mark = room?.marks.get(userId);
    if (!room || (!mark && !message.startsWith('+'))) return;
    mark?.keep();
    const { platform, typingTtlMs: ttlMs } = this.#options;
    const end = (): void => {
      room.marks.delete(userId);
      for (const listener of room.listeners) listener({ conversationId, userId, on: false, ttlMs: 0 });
    };
    if (!message.startsWith('+')) {
      end();
      return;
    }
    room.marks.set(userId, { untilMs: platform.nowMs() + ttlMs, keep: platform.after(ttlMs, end) });
    for (const listener of room.listeners) listener({ conversationId, userId, on: true, ttlMs });
  }
}

function leave({ listening, marks }: Room): void {
  listening.stop();
  for (const { keep } of marks.values()) keep();
}
