import type { LockedTx } from '../lock/locked-tx.ts';
import type { LockedConversation } from '../event/event-row.ts';

/**
 * Whose conversations may be locked. `members`: those that one of the users is in. `channel`: those, and public
 * channels. `anyone`: any. Who does not get in takes no lock and waits for none, as if there were no such row:
 * a stranger can neither hold a conversation up nor learn from the clock that it exists (A1).
 */
export type Admission = 'members' | 'channel' | 'anyone';

export interface LockConversations {
  readonly conversationIds: readonly string[];
  readonly userIds: readonly string[];
  readonly admission: Admission;
  /** `skip` leaves out the conversations that another transaction holds now. */
  readonly onBusy: 'wait' | 'skip';
}

/**
 * Locks conversations, in id order, and reads them as they are once the lock is granted (W1).
 *
 * Lock: the rows, FOR UPDATE. Everything that changes a conversation begins here, so they queue up.
 * Index: `conversations_pkey`, `members_pkey`.
 * Rejected: advisory locks (a second thing to forget, and not released by a failover in the same instant as the
 * row); FOR NO KEY UPDATE (would let foreign key checks by, of which there are none on a hot path).
 * The membership in the condition keeps strangers out; it is not the judgement, which reads again behind the lock.
 */
export function lockConversations(tx: LockedTx, wanted: LockConversations): Promise<readonly LockedConversation[]> {
  const { conversationIds, userIds, admission } = wanted;
  if (wanted.onBusy === 'skip') {
    return tx.query<LockedConversation>`
      select id, kind, title, topic, last_seq as "lastSeq", member_count as "memberCount" from conversations
      where id = any(${conversationIds}::uuid[]) and (
        ${admission}::text = 'anyone' or (${admission}::text = 'channel' and kind = 'channel') or exists (
          select 1 from members where conversation_id = conversations.id and user_id = any(${userIds}::uuid[])))
      order by id for update skip locked`;
  }
  return tx.query<LockedConversation>`
    select id, kind, title, topic, last_seq as "lastSeq", member_count as "memberCount" from conversations
    where id = any(${conversationIds}::uuid[]) and (
      ${admission}::text = 'anyone' or (${admission}::text = 'channel' and kind = 'channel') or exists (
        select 1 from members where conversation_id = conversations.id and user_id = any(${userIds}::uuid[])))
    order by id for update`;
}
