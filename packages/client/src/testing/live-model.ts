import type { ConversationSummary, InboxItem, LogItem, PresenceItem } from '@nova/contract';
import type { SeededRandom } from '@nova/testkit';
import type { LiveCall, OpenLive, PlacedItem } from '../live/live.ts';
import type { Platform } from '../platform.ts';
import type { RefusedError } from '../transport.ts';
import type { Observer } from '../wire/procedures.ts';
import { testUuid } from './model-server.ts';
import type { TabLife } from './tab-life.ts';

export const cursorAt = (seq: number): string => `e1.${seq}`;

function summaryAt(id: string, lastSeq: number): ConversationSummary {
  const [createdAt, title, topic] = ['', id, ''];
  const counts = { memberCount: 2, readSeq: 0, unread: 0, unreadThreads: 0, mentions: 0 };
  return {
    id,
    kind: 'group',
    title,
    topic,
    ...counts,
    lastSeq,
    createdAt,
    role: 'member',
    notify: 'all',
    peer: null,
    lastMessage: null,
  };
}

/** One subscription on the model's wire: what is told of it comes in order, as it was when it was said. */
interface Line {
  readonly socket: ModelSocket;
  readonly call: LiveCall;
  readonly observer: Observer<unknown>;
  cursor: number;
  /** Rises with each connection: what was said on an earlier one is lost. */
  connection: number;
}

/** One tab's own way to the model. */
export interface ModelSocket {
  readonly open: OpenLive;
  /** Calls open on it. */
  readonly calls: readonly LiveCall[];
  /** The connection breaks, and comes back by itself. */
  cut(): void;
}

/** A server's logs, inbox and presence, with a way to them that takes its time and breaks. */
export class LiveModel {
  readonly #platform: Platform;
  readonly #random: SeededRandom;
  readonly #delayMs: number;
  readonly #logs = new Map<string, number>();
  readonly #lines = new Set<Line>();
  /** Who types or is there, until when. */
  readonly online = new Set<string>();
  /** Calls begun so far. */
  begun = 0;
  /** What new calls are refused with. */
  refusal: RefusedError | null = null;

  constructor(of: { platform: Platform; random: SeededRandom; delayMs: number }) {
    this.#platform = of.platform;
    this.#random = of.random;
    this.#delayMs = of.delayMs;
  }

  lastSeq(conversationId: string): number {
    return this.#logs.get(conversationId) ?? 0;
  }

  /** Every conversation, as an inbox shows it. */
  get inbox(): ReadonlyMap<string, number> {
    return this.#logs;
  }

  get openCalls(): number {
    return this.#lines.size;
  }

  say(conversationId: string): void {
    const seq = this.lastSeq(conversationId) + 1;
    this.#logs.set(conversationId, seq);
    const changed: InboxItem = { type: 'changed', conversations: [summaryAt(conversationId, seq)], removed: [] };
    for (const line of this.#lines) {
      if (line.call.path === 'inbox.changes') this.#send(line, () => line.observer.onData(changed));
      else if (line.call.path === 'conversation.events' && line.call.input.conversationId === conversationId)
        this.#send(line, () => this.#feed(line));
    }
  }

  setOnline(userId: string, online: boolean): void {
    if (online) this.online.add(userId);
    else this.online.delete(userId);
    const item: PresenceItem = { type: 'presence', userId, online };
    for (const line of this.#lines)
      if (line.call.path === 'presence.watch' && line.call.input.userIds.includes(userId))
        this.#send(line, () => line.observer.onData(item));
  }

  /** The person is taken out of a conversation: its subscriptions end. */
  end(conversationId: string): void {
    for (const line of [...this.#lines])
      if (line.call.path === 'conversation.events' && line.call.input.conversationId === conversationId)
        this.#send(line, () => {
          this.#lines.delete(line);
          line.observer.onComplete?.();
        });
  }

  socketOf(life: TabLife): ModelSocket {
    const own = (): Line[] => [...this.#lines].filter((line) => line.socket === socket);
    const socket: ModelSocket = {
      get calls() {
        return own().map(({ call }) => call);
      },
      open: (call, observer) => {
        if (life.isOver) return () => {};
        this.begun++;
        const cursor = call.path === 'conversation.events' ? seqOf(call.input.lastEventId) : 0;
        const told = heardBy(life, observer);
        const line: Line = { socket, call, observer: told, cursor, connection: 0 };
        this.#lines.add(line);
        told.onConnectionStateChange?.({ state: 'connecting' });
        this.#connect(line);
        return () => this.#lines.delete(line);
      },
      cut: () => {
        for (const line of own()) {
          line.connection++;
          line.observer.onConnectionStateChange?.({ state: 'connecting' });
          this.#connect(line);
        }
      },
    };
    life.onEnd(() => {
      for (const line of own()) this.#lines.delete(line);
    });
    return socket;
  }

  #connect(line: Line): void {
    const { call, observer } = line;
    const { refusal } = this;
    this.#send(line, () => {
      observer.onConnectionStateChange?.({ state: 'pending' });
      if (refusal) {
        this.#lines.delete(line);
        return observer.onError?.(refusal);
      }
      observer.onStarted?.();
      if (call.path === 'conversation.events') return this.#feed(line);
      if (call.path === 'inbox.changes') {
        const conversations = [...this.#logs].map(([id, lastSeq]) => summaryAt(id, lastSeq));
        return observer.onData({ type: 'snapshot', conversations } satisfies InboxItem);
      }
      for (const userId of call.input.userIds) {
        const item: PresenceItem = { type: 'presence', userId, online: this.online.has(userId) };
        observer.onData(item);
      }
      return undefined;
    });
  }

  #feed(line: Line): void {
    if (line.call.path !== 'conversation.events') return;
    const { conversationId } = line.call.input;
    while (this.#lines.has(line) && line.cursor < this.lastSeq(conversationId)) {
      const seq = ++line.cursor;
      line.observer.onData({ id: cursorAt(seq), data: itemAt(conversationId, seq) } satisfies PlacedItem);
    }
  }

  /** In order per line: a line's steps have one delay per connection and keep their turns. */
  #send(line: Line, step: () => void): void {
    const { connection } = line;
    const known = this.#turns.get(line) ?? 0;
    const atMs = Math.max(known, this.#platform.nowMs() + this.#random.int(this.#delayMs + 1));
    this.#turns.set(line, atMs);
    this.#platform.after(atMs - this.#platform.nowMs(), () => {
      if (this.#lines.has(line) && line.connection === connection) step();
    });
  }

  readonly #turns = new WeakMap<Line, number>();
}

/** An event that only its number tells from others. */
function itemAt(conversationId: string, seq: number): LogItem {
  const head = { v: 1, conversationId, seq, at: '', actorId: testUuid(1) } as const;
  const ids = { messageId: testUuid(100_000 + seq), clientId: testUuid(200_000 + seq), senderId: testUuid(1) };
  const message = { ...ids, body: `${seq}`, sentAt: '' };
  return { ...head, ...message, type: 'message.created', replyToId: null, threadRootId: null };
}

function seqOf(cursor: string): number {
  return Number(cursor.split('.')[1]);
}

function heardBy(life: TabLife, observer: Observer<unknown>): Observer<unknown> {
  const heard =
    <Args extends unknown[]>(step?: (...args: Args) => void) =>
    (...args: Args): void =>
      life.run(() => step?.(...args));
  return {
    onStarted: heard(observer.onStarted),
    onData: heard(observer.onData),
    onError: heard(observer.onError),
    onComplete: heard(observer.onComplete),
    onConnectionStateChange: heard(observer.onConnectionStateChange),
  };
}
