import type { NovaClient, Talkable, TimelineMessage } from '@nova/client';
import { unlinkConversations } from '../composer/conversation-links.ts';
import { nameablesOf } from '../composer/nameables.ts';

/** What is open on one message. */
export interface Opened {
  readonly what: 'react' | 'menu' | 'remind' | 'forward';
  readonly key: string;
}

/** What only the composer or the timeline can do. */
export interface Ways {
  readonly focusComposer?: () => void;
  readonly jump?: (seq: number) => void;
  readonly showEnd?: () => void;
  readonly focusMessage?: (key: string | null) => void;
}

export interface TalkOptions {
  readonly nova: NovaClient;
  readonly conversation: Talkable;
}

/**
 * What a person is about to do in the conversation they are in, beside reading it. One for as long as they are in it:
 * parts of the screen watch what concerns them, and only they render again.
 */
export class Talk {
  readonly nova: NovaClient;
  readonly conversation: Talkable;
  readonly #listeners = new Set<() => void>();
  #opened: Opened | null = null;
  #activeKey: string | null = null;
  #unreadSeq: number | null = null;
  #ways: Ways = {};

  constructor({ nova, conversation }: TalkOptions) {
    this.nova = nova;
    this.conversation = conversation;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The same object until something else is open. */
  get opened(): Opened | null {
    return this.#opened;
  }

  open(opened: Opened | null): void {
    this.#opened = opened;
    this.#tell();
  }

  /** The message that the keyboard is on, or was on last; `null` before. */
  get activeKey(): string | null {
    return this.#activeKey;
  }

  activate(key: string | null): void {
    if (key === this.#activeKey) return;
    this.#activeKey = key;
    this.#tell();
  }

  /** From here on the person wants everything to be unread again; nothing they look at counts as read until they leave. */
  get unreadSeq(): number | null {
    return this.#unreadSeq;
  }

  markUnread(seq: number): void {
    this.#unreadSeq = seq;
    this.nova.inbox.markUnread(this.conversation.id, seq);
    this.#tell();
  }

  /** Puts the keyboard into the composer. */
  focusComposer(): void {
    this.#ways.focusComposer?.();
  }

  /** Shows the message at `seq`, wherever it is. */
  jump(seq: number): void {
    this.#ways.jump?.(seq);
  }

  /** Shows the newest messages. */
  showEnd(): void {
    this.#ways.showEnd?.();
  }

  /** Puts the keyboard on a message; `null`: on the one it was on last, or on the newest. */
  focusMessage(key: string | null): void {
    this.#ways.focusMessage?.(key);
  }

  /** Composer and timeline say how it is done. */
  provide(ways: Ways): void {
    this.#ways = { ...this.#ways, ...ways };
  }

  /** The composer answers a message from now on. */
  reply(message: TimelineMessage): void {
    const { nova, conversation } = this;
    const draft = nova.drafts.get(conversation.draftKey);
    nova.drafts.set(conversation.draftKey, { body: '', ...draft, replyToId: message.id, editing: null });
    this.focusComposer();
  }

  #written({ body }: TimelineMessage): string {
    return unlinkConversations(body ?? '', nameablesOf(this.nova.inbox.conversations));
  }

  /** The composer edits an own message from now on; what was being written waits. `body` is what it begins with. */
  edit(message: TimelineMessage, body: string = this.#written(message)): void {
    const { nova, conversation } = this;
    const draft = nova.drafts.get(conversation.draftKey);
    const target = message.id === null ? { clientId: message.clientId } : { messageId: message.id };
    const editing = { target, version: message.version, body };
    nova.drafts.set(conversation.draftKey, { body: '', replyToId: null, ...draft, editing });
    this.focusComposer();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
