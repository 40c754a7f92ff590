import type { LockedTx } from '../lock/locked-tx.ts';

/** What an import batch refers to: which of its messages, authors and reply targets exist already. */
export interface ImportFacts {
  /** Message id → its conversation. */
  readonly messages: ReadonlyMap<string, string>;
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
    tx.query<{ id: string; conversationId: string }>`
      select id, conversation_id as "conversationId" from messages where id = any(${ids.messageIds}::uuid[])`,
    tx.query<{ id: string }>`select id from users where id = any(${ids.userIds}::uuid[]) and placeholder`,
  ]);
  return {
    messages: new Map(messages.map(({ id, conversationId }) => [id, conversationId])),
    userIds: new Set(people.map(({ id }) => id)),
  };
}
