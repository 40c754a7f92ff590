import type { LockedTx } from '../lock/locked-tx.ts';

/** Somebody whom a reply makes a follower of its thread, if they are a member. */
export interface NewFollower {
  readonly conversationId: string;
  readonly rootId: string;
  readonly userId: string;
  /** What was there before the reply counts as read, for those who have not followed until now. */
  readonly readSeq: number;
  /** Whether they follow anew although they had stopped: who replies or is mentioned does, the root's author does not. */
  readonly renews: boolean;
}

/**
 * Makes people followers of threads (T4). Each person once per thread.
 *
 * Lock: the conversations', under which alone people join, leave and follow; reading on is the same row's own affair.
 * Index: `members_pkey`, `thread_places_pkey`.
 */
export async function followThreads(tx: LockedTx, followers: readonly NewFollower[]): Promise<void> {
  await tx.query`
    insert into thread_places as mine (user_id, root_id, conversation_id, following, read_seq)
    select new.user_id, new.root_id, new.conversation_id, true, new.read_seq
    from unnest(
      ${followers.map(({ userId }) => userId)}::uuid[],
      ${followers.map(({ rootId }) => rootId)}::uuid[],
      ${followers.map(({ conversationId }) => conversationId)}::uuid[],
      ${followers.map(({ readSeq }) => readSeq)}::bigint[],
      ${`{${followers.map(({ renews }) => (renews ? 't' : 'f')).join(',')}}`}::boolean[]
    ) as new(user_id, root_id, conversation_id, read_seq, renews)
    cross join lateral (
      select 1 from members where conversation_id = new.conversation_id and user_id = new.user_id offset 0
    ) as member
    left join lateral (
      select following from thread_places where user_id = new.user_id and root_id = new.root_id offset 0
    ) as known on true
    where new.renews or known.following is null
    on conflict (user_id, root_id) do update set following = true, read_seq = greatest(mine.read_seq, excluded.read_seq)
    where mine.following is distinct from true`;
}

export interface ThreadPlaceRow {
  /** Null for somebody who has neither followed nor stopped to. */
  readonly following: boolean | null;
  readonly readSeq: number | null;
}

/** Where a person is in a thread. Lock: the conversation's. Index: `thread_places_pkey`. */
export async function threadPlaceOf(tx: LockedTx, userId: string, rootId: string): Promise<ThreadPlaceRow> {
  const [row] = await tx.query<ThreadPlaceRow>`
    select following, read_seq as "readSeq" from thread_places where user_id = ${userId} and root_id = ${rootId}`;
  return row ?? { following: null, readSeq: null };
}

/**
 * Follows a thread by hand or stops to; answers the read position. Whoever begins has read what is there (T4).
 *
 * Lock: the conversation's. Index: `thread_places_pkey`.
 */
export async function setFollowing(
  tx: LockedTx,
  place: { userId: string; rootId: string; conversationId: string; following: boolean; lastSeq: number },
): Promise<number> {
  const { userId, rootId, conversationId, following, lastSeq } = place;
  const [row] = await tx.query<{ readSeq: number }>`
    insert into thread_places as mine (user_id, root_id, conversation_id, following, read_seq)
    values (${userId}, ${rootId}, ${conversationId}, ${following}, ${following ? lastSeq : 0})
    on conflict (user_id, root_id) do update set following = ${following},
      read_seq = greatest(mine.read_seq, excluded.read_seq)
    returning read_seq as "readSeq"`;
  return row?.readSeq ?? 0;
}
