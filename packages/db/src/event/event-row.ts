import type {
  Attachment,
  ConversationKind,
  EventType,
  LinkPreview,
  LogEntry,
  Reach,
  Role,
  ThreadSummary,
} from '@nova/contract';

/** The message.created part of an event: lives in the message row, is read with the event. */
export interface CreatedMessage {
  readonly clientId: string;
  readonly senderId: string;
  readonly sentAt: string;
  readonly replyToId: string | null;
  readonly threadRootId: string | null;
  readonly alsoSent: boolean;
  /** Whom it mentions at once; null for nobody. */
  readonly reach: Reach | null;
  /** Absent when there are none, and once the message is deleted (X1). */
  readonly attachments?: readonly Attachment[];
}

/** What each type keeps in `events.payload`. Never a body (L2). */
export interface EventPayloads {
  'message.created': null;
  /** `editedAt` when that is not the event's own time. */
  'message.edited': { readonly version: number; readonly editedAt?: string };
  /** `erases` stays off the wire: the positions that held the text (X1). */
  'message.deleted': {
    readonly erases: readonly number[];
    /** Of a reply in a thread: what the thread is without it. */
    readonly threadRootId?: string;
    readonly thread?: ThreadSummary | null;
    readonly deletedAt?: string;
    readonly deletedById?: string | null;
  };
  'reaction.changed': { readonly emoji: string; readonly on: boolean };
  'message.previewed': null;
  'pin.changed': { readonly on: boolean };
  'member.added': { readonly userId: string; readonly role: Role };
  'member.removed': { readonly userId: string };
  'member.roleChanged': { readonly userId: string; readonly role: Role };
  'conversation.updated': {
    readonly title: string | null;
    readonly topic: string;
    /** Absent in older rows. */
    readonly changed?: readonly ('title' | 'topic')[];
  };
}

/** An event with all that its text is made of. `body` is null when the message was deleted since (X1). */
export interface EventRow {
  readonly conversationId: string;
  readonly seq: number;
  readonly v: number;
  /** A newer server may have written types that this one does not know (L4). */
  readonly type: EventType | (string & {});
  readonly at: string;
  readonly actorId: string;
  readonly messageId: string | null;
  readonly payload: EventPayloads[EventType];
  readonly created: CreatedMessage | null;
  readonly body: string | null;
  /** Of message.previewed, in rows of their own; absent for none, and once the message is deleted (X1). */
  readonly previews?: readonly LinkPreview[];
}

/** What one commit added to one conversation. */
export interface Commit {
  readonly conversationId: string;
  /** Ascending and contiguous. */
  readonly entries: readonly LogEntry[];
  /** The outbox row written with it. */
  readonly outboxId: string;
  /** The epoch of the log it was added to (D9). */
  readonly epoch: string;
}

/** A conversation as its lock holder sees it. */
export interface LockedConversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly topic: string;
  readonly lastSeq: number;
  readonly memberCount: number;
}
