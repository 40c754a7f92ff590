import type { NewFile } from './files/keep-files.ts';
import type { Id, Quote, Revision } from '@nova/contract';
import type { ConversationView } from './conversation-view.ts';
import type { MessageTarget } from './outbox/entry.ts';
import type { TimelineMessage } from './replica/timeline.ts';

/** What is sent; with `threadRootId` a reply in that thread, which `alsoSend` shows in the conversation too. */
export interface NewMessage {
  /** May be empty when there are files. */
  readonly body: string;
  readonly replyToId?: Id;
  readonly threadRootId?: Id;
  readonly alsoSend?: boolean;
  /** Forwards this message: its link stands in `body`. */
  readonly forwardOfId?: Id;
  readonly clientId?: Id;
  readonly files?: readonly NewFile[];
}

/** Where one talks: a conversation, or a thread of one. What is the same in both; `Conversation` says what each promises. */
export interface Talkable {
  /** Of the conversation. */
  readonly id: Id;
  /** Under which what one begins to write here is kept (`DraftsHandle`). */
  readonly draftKey: string;
  /** Of the thread; null in the conversation itself. */
  readonly rootId: Id | null;
  readonly view: ConversationView;
  readonly messages: readonly TimelineMessage[];
  subscribe(listener: () => void): () => void;
  send(message: NewMessage): Promise<Id>;
  schedule(message: Omit<NewMessage, 'forwardOfId'>, dueAt: string): Promise<Id>;
  edit(target: MessageTarget, change: { body: string; expectedVersion?: number }): Promise<void>;
  delete(target: MessageTarget, how?: { holdMs?: number }): Promise<void>;
  react(target: MessageTarget, reaction: { emoji: string; on: boolean }): Promise<void>;
  pin(target: MessageTarget, on: boolean): Promise<void>;
  hidePreviews(target: MessageTarget): Promise<void>;
  quote(messageId: Id): Quote | 'missing' | null;
  subscribeQuotes(listener: () => void): () => void;
  revisions(messageId: Id): Promise<Revision[]>;
  loadOlder(): Promise<boolean>;
}
