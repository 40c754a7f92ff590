import type { NotifyLevel, Role } from '@nova/contract';
import type { LockedTx } from '../lock/locked-tx.ts';

/** The place of one user in one conversation; no role for a stranger. */
export interface MemberRow {
  readonly userId: string;
  readonly role: Role | null;
  readonly notify: NotifyLevel | null;
  readonly favourite: boolean | null;
  /** Nobody signs in as a placeholder. */
  readonly placeholder: boolean;
  /** Of a placeholder: whose it is. */
  readonly claimedBy: string | null;
}

/**
 * These users, as far as they exist, and what they are in the conversation.
 *
 * Lock: the conversation's, so what they are stays so. Index: `users_pkey`, `members_pkey`.
 */
export function readMembers(
  tx: LockedTx,
  conversationId: string,
  userIds: readonly string[],
): Promise<readonly MemberRow[]> {
  return tx.query<MemberRow>`
    select users.id as "userId", users.placeholder, users.claimed_by as "claimedBy", members.role, members.notify, members.favourite
    from users left join members on members.conversation_id = ${conversationId} and members.user_id = users.id
    where users.id = any(${userIds}::uuid[])`;
}

/** How many owners a conversation has, at most 2. Lock: the conversation's. Index: `members_pkey`. */
export async function countOwners(tx: LockedTx, conversationId: string): Promise<number> {
  const rows =
    await tx.query`select 1 as found from members where conversation_id = ${conversationId} and role = 'owner' limit 2`;
  return rows.length;
}

export interface NewMember {
  readonly userId: string;
  readonly role: Role;
  /** Of the member.added event: what came before counts as read. */
  readonly joinedSeq: number;
  /** Of an import: since when they are in it. Absent: now. */
  readonly joinedAt?: string | undefined;
}

/**
 * Adds members and counts them. Lock: the conversation's. Index: `members_pkey`.
 * Rejected: counting the rows whenever somebody asks (a channel may have a hundred thousand).
 */
export async function addMembers(
  tx: LockedTx,
  added: { conversationId: string; members: readonly NewMember[]; at: string },
): Promise<void> {
  const { conversationId, members, at } = added;
  await tx.query`
    with counted as (
      update conversations set member_count = member_count + ${members.length} where id = ${conversationId}
    )
    insert into members (conversation_id, user_id, role, joined_seq, joined_at)
    select ${conversationId}::uuid, user_id, role, joined_seq, joined_at
    from unnest(
      ${members.map(({ userId }) => userId)}::uuid[],
      ${members.map(({ role }) => role)}::text[],
      ${members.map(({ joinedSeq }) => joinedSeq)}::bigint[],
      ${members.map(({ joinedAt }) => joinedAt ?? at)}::text[]::timestamptz[]
    ) as new(user_id, role, joined_seq, joined_at)`;
}

/**
 * Removes a member, with their places in its threads and what they had begun to write there, and counts. Lock: the
 * conversation's. Index: `members_pkey`, `thread_places_person`, `drafts_pkey`.
 */
export async function removeMember(tx: LockedTx, conversationId: string, userId: string): Promise<void> {
  const removing = tx.query`
    with counted as (
      update conversations set member_count = member_count - 1 where id = ${conversationId}
    ), places as (
      delete from thread_places where user_id = ${userId} and conversation_id = ${conversationId}
    )
    delete from members where conversation_id = ${conversationId} and user_id = ${userId}`;
  // By itself: its snapshot is younger than the wait for whoever was writing a draft just then.
  const forgetting = tx.query`delete from drafts where user_id = ${userId} and conversation_id = ${conversationId}`;
  await Promise.all([removing, forgetting]);
}

/** Gives a member another role. Lock: the conversation's. Index: `members_pkey`. */
export async function setRole(
  tx: LockedTx,
  member: { conversationId: string; userId: string; role: Role },
): Promise<void> {
  await tx.query`
    update members set role = ${member.role} where conversation_id = ${member.conversationId} and user_id = ${member.userId}`;
}

/** What a member wants to be told of. Lock: the conversation's. Index: `members_pkey`. */
export async function setNotify(
  tx: LockedTx,
  member: { conversationId: string; userId: string; notify: NotifyLevel },
): Promise<void> {
  await tx.query`
    update members set notify = ${member.notify} where conversation_id = ${member.conversationId} and user_id = ${member.userId}`;
}

/** Whether a member keeps the conversation among their favourites. Lock: the conversation's. Index: `members_pkey`. */
export async function setFavourite(
  tx: LockedTx,
  member: { conversationId: string; userId: string; on: boolean },
): Promise<void> {
  await tx.query`
    update members set favourite = ${member.on} where conversation_id = ${member.conversationId} and user_id = ${member.userId}`;
}
