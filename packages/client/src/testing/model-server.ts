import type { Id, ListOutput, Message, NovaEvent, ThreadOutput, ThreadSummary } from '@nova/contract';
import { decodeCursor, encodeCursor, isNotice, limits } from '@nova/contract';
import type { Command, Receipt } from '../outbox/entry.ts';
import { apply } from '../replica/apply.ts';
import { replicaOfPage } from '../replica/state.ts';
import { isInTimeline } from '../replica/threads.ts';
import type { PageRequest, ThreadRequest } from '../transport.ts';
import { RefusedError } from '../transport.ts';

type Draft = NovaEvent extends infer E
  ? E extends NovaEvent
    ? Omit<E, 'v' | 'conversationId' | 'seq' | 'at' | 'actorId'>
    : never
  : never;

interface Room {
  readonly log: NovaEvent[];
  readonly members: Set<Id>;
  readonly messages: Map<Id, Message>;
  readonly sent: Map<string, Receipt & { conversationId: Id; body: string }>;
}

/** A small Nova in memory that keeps W3, W5, W6, L1 and X1: what clients are tested against. */
export class ModelServer {
  readonly #rooms = new Map<Id, Room>();
  readonly #listeners = new Set<(event: NovaEvent) => void>();
  #nextId = 1;
  epoch = 'e1';
  /** Cursors further behind than this get a reset. */
  resetAfter = 10_000;
  /** Conversations that an inbox tells of when it begins. */
  inbox: readonly Id[] = [];

  open(conversationId: Id, members: readonly Id[]): void {
    this.#rooms.set(conversationId, { log: [], members: new Set(members), messages: new Map(), sent: new Map() });
  }

  onEvent(listener: (event: NovaEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  messages(conversationId: Id): Message[] {
    return [...this.#room(conversationId).messages.values()];
  }

  log(conversationId: Id): readonly NovaEvent[] {
    return this.#room(conversationId).log;
  }

  cursor(seq: number): string {
    return encodeCursor(this.epoch, seq);
  }

  /** @throws RefusedError */
  perform(actorId: Id, command: Command): Receipt {
    if (command.kind === 'send') return this.#send(actorId, command.input);
    const { messageId } = command.input;
    const room = [...this.#rooms.values()].find(({ messages }) => messages.has(messageId));
    const message = room?.messages.get(messageId);
    if (!room || !message) throw new RefusedError('MESSAGE_NOT_FOUND');
    if (!room.members.has(actorId)) throw new RefusedError('NOT_A_MEMBER');
    const { conversationId } = message;
    const now = { messageId, seq: room.log.length };
    if (command.kind === 'delete') {
      const first = room.log.find((event) => event.type === 'message.deleted' && event.messageId === messageId);
      return first
        ? { messageId, seq: first.seq }
        : this.#commit(conversationId, actorId, { type: 'message.deleted', messageId, ...this.#left(room, message) });
    }
    if (message.deletedAt !== null) throw new RefusedError('MESSAGE_DELETED');
    switch (command.kind) {
      case 'edit': {
        const { expectedVersion, body } = command.input;
        if (message.senderId !== actorId) throw new RefusedError('FORBIDDEN');
        if (message.version !== expectedVersion) throw new RefusedError('VERSION_CONFLICT', { current: message });
        return this.#commit(conversationId, actorId, {
          type: 'message.edited',
          messageId,
          version: expectedVersion + 1,
          body,
        });
      }
      case 'react': {
        const { emoji, on } = command.input;
        const has = message.reactions.find((reaction) => reaction.emoji === emoji)?.userIds.includes(actorId) ?? false;
        return has === on
          ? now
          : this.#commit(conversationId, actorId, { type: 'reaction.changed', messageId, emoji, on });
      }
      case 'pin': {
        const { on } = command.input;
        return message.pinned === on
          ? now
          : this.#commit(conversationId, actorId, { type: 'pin.changed', messageId, on });
      }
      case 'hidePreviews':
        return message.previews === undefined
          ? now
          : this.#commit(conversationId, actorId, { type: 'message.previewed', messageId });
      case 'save':
        return { messageId, seq: 0 };
      default:
        return command satisfies never;
    }
  }

  remove(conversationId: Id, userId: Id): void {
    this.#room(conversationId).members.delete(userId);
    this.#commit(conversationId, userId, { type: 'member.removed', userId });
  }

  /** @throws RefusedError */
  list(actorId: Id, request: PageRequest): ListOutput {
    const room = this.#room(request.conversationId);
    if (!room.members.has(actorId)) throw new RefusedError('NOT_A_MEMBER');
    const all = [...room.messages.values()].filter(isInTimeline);
    const limit = request.limit ?? limits.pageDefault;
    const { before, after, around } = request;
    let from = Math.max(0, all.length - limit);
    if (before !== undefined) from = Math.max(0, countBefore(all, before) - limit);
    if (after !== undefined) from = countBefore(all, after + 1);
    if (around !== undefined) from = Math.max(0, countBefore(all, around) - Math.floor(limit / 2));
    const to = before === undefined ? Math.min(all.length, from + limit) : countBefore(all, before);
    const [extra, next] = [all[from - 1], all[to]];
    const until = before === undefined ? (next?.seq ?? Infinity) : before - 1;
    const notices = room.log.filter(isNotice).filter(({ seq }) => seq > (extra?.seq ?? after ?? 0) && seq <= until);
    return structuredClone({
      messages: all.slice(from, to),
      notices,
      noticesCut: false,
      asOfSeq: room.log.length,
      cursor: this.cursor(room.log.length),
      hasMoreBefore: from > 0,
      hasMoreAfter: to < all.length,
    });
  }

  /** @throws RefusedError */
  thread(actorId: Id, request: ThreadRequest): ThreadOutput {
    const { rootId, before = Infinity, limit = limits.pageDefault } = request;
    const room = [...this.#rooms.values()].find(({ messages }) => messages.has(rootId));
    const root = room?.messages.get(rootId);
    if (!room || !root || !room.members.has(actorId)) throw new RefusedError('MESSAGE_NOT_FOUND');
    const replies = [...room.messages.values()].filter(({ threadRootId }) => threadRootId === rootId);
    const upTo = replies.filter(({ seq }) => seq < before);
    return structuredClone({
      root,
      messages: upTo.slice(-limit),
      asOfSeq: room.log.length,
      cursor: this.cursor(room.log.length),
      hasMoreBefore: upTo.length > limit,
      place: { following: replies.some(({ senderId }) => senderId === actorId), readSeq: 0 },
    });
  }

  /** What follows the cursor, or `reset` (D5, D9). @throws RefusedError */
  after(actorId: Id, conversationId: Id, cursor: string): NovaEvent[] | 'reset' {
    const { log, members } = this.#room(conversationId);
    const place = decodeCursor(cursor);
    if (!place) throw new RefusedError('BAD_CURSOR');
    if (
      !members.has(actorId) &&
      !log.slice(place.seq).some((event) => event.type === 'member.removed' && event.userId === actorId)
    ) {
      throw new RefusedError('NOT_A_MEMBER');
    }
    if (place.epoch !== this.epoch || log.length - place.seq > this.resetAfter) return 'reset';
    if (place.seq > log.length) throw new RefusedError('BAD_CURSOR');
    return structuredClone(log.slice(place.seq));
  }

  #send(actorId: Id, input: Extract<Command, { kind: 'send' }>['input']): Receipt {
    const { conversationId, clientId, body, replyToId = null, threadRootId = null, alsoSend } = input;
    const room = this.#room(conversationId);
    if (!room.members.has(actorId)) throw new RefusedError('NOT_A_MEMBER');
    const root = threadRootId === null ? null : room.messages.get(threadRootId);
    const key = `${actorId}:${clientId}`;
    const first = room.sent.get(key);
    if (first) {
      if (first.body !== body) throw new RefusedError('CLIENT_ID_REUSED');
      return { messageId: first.messageId, seq: first.seq };
    }
    if (root === undefined) throw new RefusedError('MESSAGE_NOT_FOUND');
    if (root !== null && root.deletedAt !== null) throw new RefusedError('MESSAGE_DELETED');
    const messageId = this.#mint();
    const sentAt = atOf(room.log.length + 1);
    const draft = {
      type: 'message.created',
      messageId,
      clientId,
      senderId: actorId,
      body,
      sentAt,
      replyToId,
      threadRootId,
      ...(alsoSend ? { alsoSent: true } : {}),
    } as const;
    const receipt = this.#commit(conversationId, actorId, draft);
    room.sent.set(key, { ...receipt, conversationId, body });
    return receipt;
  }

  #commit(conversationId: Id, actorId: Id, draft: Draft): Receipt {
    const room = this.#room(conversationId);
    const seq = room.log.length + 1;
    const event = { ...draft, v: 1, conversationId, seq, at: atOf(seq), actorId } as NovaEvent;
    room.log.push(event);
    if (event.type === 'message.deleted') this.#erase(room, event.messageId);
    this.#project(room, event);
    for (const listener of this.#listeners) listener(structuredClone(event));
    return { messageId: 'messageId' in event ? event.messageId : '', seq };
  }

  /** What a deletion leaves of the thread that the message is in (T3). */
  #left(room: Room, { id, threadRootId }: Message): { threadRootId: Id; thread: ThreadSummary | null } | null {
    if (threadRootId === null) return null;
    const replies = [...room.messages.values()].filter(
      (message) => message.threadRootId === threadRootId && message.deletedAt === null && message.id !== id,
    );
    const last = replies.at(-1);
    const userIds = [...new Set(replies.map(({ senderId }) => senderId).toReversed())].slice(0, limits.threadFaces);
    const thread = last ? { replies: replies.length, lastSeq: last.seq, lastAt: last.sentAt, userIds } : null;
    return { threadRootId, thread };
  }

  /** X1: earlier events tell the text no more. */
  #erase(room: Room, messageId: Id): void {
    room.log.forEach((event, at) => {
      if ((event.type === 'message.created' || event.type === 'message.edited') && event.messageId === messageId) {
        room.log[at] = { ...event, body: null };
      }
    });
  }

  #project(room: Room, event: NovaEvent): void {
    const page = {
      messages: [...room.messages.values()],
      notices: [],
      asOfSeq: event.seq - 1,
      cursor: '',
      hasMoreBefore: false,
      hasMoreAfter: false,
    };
    const replica = replicaOfPage({ conversationId: event.conversationId, self: '' }, page);
    const after = apply(replica, { cursor: '', event }).state;
    const inThread = [...after.threads.values()].flatMap(({ messages }) => messages);
    for (const message of [...after.tail.messages, ...inThread]) room.messages.set(message.id, message);
  }

  #room(conversationId: Id): Room {
    const room = this.#rooms.get(conversationId);
    if (!room) throw new RefusedError('NOT_A_MEMBER');
    return room;
  }

  #mint(): Id {
    return testUuid(this.#nextId++);
  }
}

/** A well-formed UUID out of a number. */
export function testUuid(n: number): Id {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

function atOf(seq: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seq * 1_000).toISOString();
}

function countBefore(messages: readonly Message[], seq: number): number {
  const at = messages.findIndex((message) => message.seq >= seq);
  return at === -1 ? messages.length : at;
}
