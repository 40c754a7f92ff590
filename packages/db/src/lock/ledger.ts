import { type Attachment, eventVersion, type EventType, type LinkPreview, type Role } from '@nova/contract';
import type { AuditEntry } from '../statements/write-audit.ts';
import type { NewFollower } from '../statements/follow-thread.ts';
import type { MessageHistory } from '../statements/insert-history.ts';
import { reachOf } from '../event/reach-ids.ts';
import type { EventPayloads, EventRow, LockedConversation } from '../event/event-row.ts';

/** A message about to be written, with its message.created event. */
export interface NewMessage {
  readonly id: string;
  readonly conversationId: string;
  /** Who did it; differs from the sender only for imports. */
  readonly actorId: string;
  readonly senderId: string;
  readonly clientId: string;
  /** Null for an imported one of which only its deletion is known. */
  readonly body: string | null;
  readonly sentAt: string;
  readonly replyToId: string | null;
  readonly threadRootId: string | null;
  readonly alsoSent: boolean;
  readonly mentionIds: readonly string[];
  /** In rows of their own: attached by the caller, described in the event. */
  readonly attachments?: readonly Attachment[];
}

/** An event about to be written; `T` fixes what it carries. */
export interface NewEvent<T extends Exclude<EventType, 'message.created'>> {
  readonly conversationId: string;
  readonly type: T;
  readonly actorId: string;
  readonly messageId: string | null;
  readonly payload: EventPayloads[T];
  /** Of message.edited: goes into the event's text, never into its row (L2). */
  readonly body?: string;
  /** Of message.previewed: likewise. */
  readonly previews?: readonly LinkPreview[];
}

/** Who acts where: one per command. */
export interface Party {
  readonly conversationId: string;
  readonly userId: string;
  /** Null when the server does what they asked for earlier: then no session has to live. */
  readonly sessionId: string | null;
}

/** What is true of a party now that the lock is held. */
export interface Standing {
  /** Null when there is no such conversation, or none that this party may know of, or it is busy. */
  readonly conversation: LockedConversation | null;
  /** Null for somebody who is not a member. */
  readonly role: Role | null;
  /** Whether their session still exists; from here to the commit it cannot end. */
  readonly isSignedIn: boolean;
}

/** What the lock holder has decided to write. Allocates `seq`: the only place that does (L1). */
export class Ledger {
  /** The database's clock, read after the lock was granted. */
  readonly at: string;
  readonly standings: readonly Standing[];
  readonly messages: (NewMessage & { readonly seq: number })[] = [];
  readonly events: EventRow[] = [];
  /** What became of imported messages since; written after them. */
  readonly histories: MessageHistory[] = [];
  readonly audits: AuditEntry[] = [];
  readonly #lastSeqs: Map<string, number>;
  readonly #firstSeqs = new Map<string, number>();
  readonly #followers = new Map<string, NewFollower>();

  constructor(at: string, standings: readonly Standing[], conversations: readonly LockedConversation[]) {
    this.at = at;
    this.standings = standings;
    this.#lastSeqs = new Map(conversations.map(({ id, lastSeq }) => [id, lastSeq]));
  }

  /** The newest `seq` of a locked conversation, with what was appended here. */
  lastSeq(conversationId: string): number {
    const last = this.#lastSeqs.get(conversationId);
    if (last === undefined) throw new Error(`conversation ${conversationId} is not locked`);
    return last;
  }

  /** Appends an event and returns its `seq`. */
  append<T extends Exclude<EventType, 'message.created'>>(event: NewEvent<T>): number {
    const seq = this.#next(event.conversationId);
    const { conversationId, type, actorId, messageId, payload, body = null, previews } = event;
    this.events.push({
      conversationId,
      seq,
      v: eventVersion,
      type,
      at: this.at,
      actorId,
      messageId,
      payload,
      created: null,
      body,
      ...(previews ? { previews } : {}),
    });
    return seq;
  }

  /** Appends a message with its event and returns their `seq`. */
  appendMessage(message: NewMessage): number {
    const { conversationId, actorId, body, id: messageId } = message;
    const seq = this.#next(conversationId);
    this.messages.push({ ...message, seq });
    this.events.push({
      conversationId,
      seq,
      v: eventVersion,
      type: 'message.created',
      at: this.at,
      actorId,
      messageId,
      payload: null,
      created: { ...message, reach: reachOf(message.mentionIds) },
      body,
    });
    return seq;
  }

  /** Makes somebody a follower of a thread; of several times, the first one counts, unless only a later one renews. */
  follow(follower: NewFollower): void {
    const key = `${follower.userId}:${follower.rootId}`;
    const known = this.#followers.get(key);
    if (!known || (follower.renews && !known.renews)) this.#followers.set(key, follower);
  }

  get followers(): readonly NewFollower[] {
    return [...this.#followers.values()];
  }

  /** The conversations that got events, and which. */
  ranges(): { conversationId: string; firstSeq: number; lastSeq: number }[] {
    return [...this.#firstSeqs].map(([conversationId, firstSeq]) => ({
      conversationId,
      firstSeq,
      lastSeq: this.lastSeq(conversationId),
    }));
  }

  #next(conversationId: string): number {
    const seq = this.lastSeq(conversationId) + 1;
    this.#lastSeqs.set(conversationId, seq);
    if (!this.#firstSeqs.has(conversationId)) this.#firstSeqs.set(conversationId, seq);
    return seq;
  }
}
