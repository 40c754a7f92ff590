import type { ConversationKind } from '@nova/contract';
import type { LockedTx } from '../lock/locked-tx.ts';
import type { LockedConversation } from '../event/event-row.ts';

export interface NewConversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly topic: string;
  /** Of a direct one: both user ids, sorted, with a colon between. */
  readonly directKey: string | null;
  readonly importSource: string | null;
  readonly createdBy: string;
  /** Of an import: when it was begun. Absent: now. */
  readonly createdAt?: string | undefined;
}

/**
 * Makes a conversation, held by this transaction as if locked: nobody else sees it before the commit. Returns nothing
 * when the pair or the import source has one already.
 *
 * Lock: the new row; of two that make the same pair, the second waits for the first and then finds it.
 * Index: `conversations_direct_key`, `conversations_import_source`.
 * Rejected: looking first and inserting then (two would do both at once).
 */
export function insertConversation(tx: LockedTx, row: NewConversation): Promise<readonly LockedConversation[]> {
  return tx.query<LockedConversation>`
    insert into conversations (id, kind, title, topic, direct_key, import_source, created_by, created_at)
    values (${row.id}, ${row.kind}, ${row.title}, ${row.topic}, ${row.directKey}, ${row.importSource}, ${row.createdBy},
      coalesce(${row.createdAt ?? null}::text::timestamptz, now()))
    on conflict do nothing
    returning id, kind, title, topic, last_seq as "lastSeq", member_count as "memberCount"`;
}
