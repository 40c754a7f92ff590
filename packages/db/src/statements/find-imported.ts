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
  /** Placeholders, and accounts that an import has found to be its authors: nobody else is made to have said something. */
  readonly userIds: ReadonlySet<string>;
  /** What the conversation is filled from; null: not by an import. */
  readonly source: string | null;
}

/**
 * Lock: the conversation's, so that a batch that runs twice finds itself. Index: `messages_pkey`, `users_pkey`,
 * `import_people_user`, `conversations_pkey`.
 */
export async function findImported(
  tx: LockedTx,
  of: { conversationId: string; messageIds: readonly string[]; userIds: readonly string[] },
): Promise<ImportFacts> {
  const [messages, people, [conversation]] = await Promise.all([
    tx.query<ImportedMessage & { readonly id: string }>`
      select id, conversation_id as "conversationId", thread_root_id is not null as "isInThread" from messages where id = any(${of.messageIds}::uuid[])`,
    tx.query<{ id: string }>`
      select id from users where id = any(${of.userIds}::uuid[]) and placeholder
      union all select user_id from import_people where user_id = any(${of.userIds}::uuid[])`,
    tx.query<{ source: string | null }>`
      select import_source as source from conversations where id = ${of.conversationId}`,
  ]);
  return {
    messages: new Map(messages.map(({ id, ...message }) => [id, message])),
    userIds: new Set(people.map(({ id }) => id)),
    source: conversation?.source ?? null,
  };
}
