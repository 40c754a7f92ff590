import type { LockedTx } from '../../lock/locked-tx.ts';

/** Who wants to forward what. */
export interface ForwardWish {
  readonly userId: string;
  readonly originalId: string;
}

/** A message that is there, and its version as this person may hand it on; null when they may not read it. */
export interface Forwardable extends ForwardWish {
  readonly version: number | null;
}

/**
 * Those of these messages that are not deleted, and whether their people may read them now, as members or by a message
 * that forwards them. What is read by a forward is handed on as it was forwarded.
 *
 * Lock: none of theirs: a deletion that comes later takes the forward with it. Index: `messages_pkey`, `members_pkey`,
 * `forwards_original`.
 * Rejected: joins, which a plan made while the tables are small turns around, to read all of them.
 */
export async function findForwardable(tx: LockedTx, wishes: readonly ForwardWish[]): Promise<readonly Forwardable[]> {
  if (wishes.length === 0) return [];
  return tx.query<Forwardable>`
    select wish.user_id as "userId", m.id as "originalId",
      case when exists (
        select from members where conversation_id = m.conversation_id and user_id = wish.user_id
      ) then m.version else (
        select max(given.version)
        from (select message_id, version from forwards where original_id = m.id offset 0) as given
        cross join lateral (
          select conversation_id from messages where id = given.message_id and deleted_at is null offset 0
        ) as by
        where exists (select from members where conversation_id = by.conversation_id and user_id = wish.user_id)
      ) end as version
    from unnest(
      ${wishes.map(({ userId }) => userId)}::uuid[], ${wishes.map(({ originalId }) => originalId)}::uuid[]
    ) as wish(user_id, original_id)
    cross join lateral (
      select id, conversation_id, version from messages where id = wish.original_id and deleted_at is null offset 0
    ) as m`;
}

/** Notes what these new messages forward. Lock: the conversations'. Index: `forwards_pkey`. */
export async function addForwards(
  tx: LockedTx,
  forwards: readonly { readonly messageId: string; readonly originalId: string; readonly version: number }[],
): Promise<void> {
  await tx.query`
    insert into forwards (message_id, original_id, version)
    select * from unnest(
      ${forwards.map(({ messageId }) => messageId)}::uuid[], ${forwards.map(({ originalId }) => originalId)}::uuid[],
      ${forwards.map(({ version }) => version)}::integer[]
    )`;
}
