import type { LockedTx } from '../lock/locked-tx.ts';

/** A message that is there already. */
export interface ImportedMessage {
  readonly conversationId: string;
  /** Whether it is a reply in a thread, and so no root of one. */
  readonly isInThread: boolean;
}

/** What an import batch refers to: which of its messages, authors and reply targets exist already. */
export interface ImportFacts {
  /** By id. */
  readonly messages: ReadonlyMap<string, ImportedMessage>;
  /** Placeholders only: nobody is made to have said something. */
  readonly userIds: ReadonlySet<string>;
}

/**
 * Lock: the conversation's, so that a batch that runs twice finds itself. Index: `messages_pkey`, `users_pkey`.
 */
export async function findImported(
  tx: LockedTx,
  ids: { messageIds: readonly string[]; userIds: readonly string[] },
): Promise<ImportFacts> {
  const [messages, people] = await Promise.all([
    tx.query<ImportedMessage & { readonly id: string }>`
      select id, conversation_id as "conversationId", thread_root_id is not null as "isInThread" from messages where id = any(${ids.messageIds}::uuid[])`,
    tx.query<{ id: string }>`select id from users where id = any(${ids.userIds}::uuid[]) and placeholder`,
  ]);
  return {
    messages: new Map(messages.map(({ id, ...message }) => [id, message])),
    userIds: new Set(people.map(({ id }) => id)),
  };
}
