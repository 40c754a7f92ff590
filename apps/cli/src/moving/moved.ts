import { type ConversationKind, limits, type Role } from '@nova/contract';
import type { Account } from './account.ts';

/** Somebody as a source knows them. */
export interface MovedPerson {
  /** Names them within the source for ever. */
  readonly key: string;
  readonly name: string;
  /** What they were mentioned by; theirs in Nova too, if it can be. */
  readonly handle?: string;
  /** By which they are found in Nova, or claim what they wrote. */
  readonly email?: string;
}

/** A file of a message whose bytes the source has. */
export interface MovedFile {
  readonly name: string;
  /** What a picture shows, in the words of who sent it. */
  readonly alt: string | null;
  /** The media type, as the source has it; Nova looks for itself. */
  readonly type: string;
  /** In bytes, as the source says. */
  readonly size: number;
  /** Null when it cannot be read after all. */
  bytes(): Promise<Blob | null>;
}

/** A message as a source tells it. Everybody in it is a key of a person. */
export interface MovedMessage {
  /** With the conversation's source it names the message for ever: the same key is the same message on every run. */
  readonly key: readonly (string | number)[];
  readonly author: string;
  /** ISO 8601. Messages come in this order. */
  readonly sentAt: string;
  /**
   * Its first text; longer than one message may be, it is several. Empty for one of which only its deletion is known,
   * and for one that is nothing but files.
   */
  readonly bodies: readonly string[];
  /** In their order; more than one message may have are in several. */
  readonly files: readonly MovedFile[];
  /** Keys of earlier messages of the same conversation. */
  readonly replyTo: MovedMessage['key'] | null;
  /** In no thread itself. */
  readonly threadRoot: MovedMessage['key'] | null;
  /** A reply in a thread that the conversation shows too. */
  readonly alsoSent: boolean;
  readonly edits: readonly { readonly body: string; readonly at: string }[];
  readonly deleted: { readonly at: string; readonly by: string | null } | null;
  readonly reactions: readonly { readonly emoji: string; readonly by: readonly string[] }[];
  readonly pinned: { readonly at: string; readonly by: string | null } | null;
}

/** What a source's texts name, in Nova's words. */
export interface Names {
  /** The handle of a person; null for nobody known. */
  handleOf(key: string): string | null;
  /** Where a conversation of the same source is in Nova; null while it is not there. */
  conversationIdOf(source: string): string | null;
}

/** A conversation as a source knows it. */
export interface MovedConversation {
  /** Names it for ever: importing again finds the same one. */
  readonly source: string;
  readonly kind: ConversationKind;
  /** Null for a direct one. */
  readonly title: string | null;
  readonly topic: string;
  readonly createdAt?: string;
  readonly members: readonly { readonly key: string; readonly role: Role; readonly joinedAt?: string }[];
  /** Whoever imports becomes an owner too: public channels only. */
  readonly ownedByImporter: boolean;
  /**
   * Its messages, oldest first, read from the source as they are asked for; may be asked for again. Everything that was
   * found is counted once into `account`: as a message, or with the reason why it is none.
   */
  messages(names: Names, account: Account): AsyncIterable<MovedMessage>;
}

/** A source of history: everything but the messages is known when it is open. */
export interface MovedSource {
  /** Names the people of the source, in all its conversations. */
  readonly peopleSource: string;
  readonly people: readonly MovedPerson[];
  readonly conversations: readonly MovedConversation[];
}

/** A message without any of what became of it. */
export const plainMessage = {
  files: [],
  replyTo: null,
  threadRoot: null,
  alsoSent: false,
  edits: [],
  deleted: null,
  reactions: [],
  pinned: null,
} as const satisfies Partial<MovedMessage>;

/** How many messages of Nova one of a source becomes. */
export function partsOf({ bodies, files }: Pick<MovedMessage, 'bodies' | 'files'>): number {
  return Math.max(1, bodies.length, Math.ceil(files.length / limits.filesPerMessage));
}
