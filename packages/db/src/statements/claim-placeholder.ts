import type { Claimable, ClaimCandidate } from '@nova/contract';
import type { Query } from '../connection/query.ts';
import type { LockedTx } from '../lock/locked-tx.ts';

/**
 * Makes an account the owner of a placeholder. False when there is no such placeholder, it is somebody else's already,
 * there is no such account, or, where it `mustProve`, the account has not proved to have the placeholder's address.
 * Idempotent: whose it is already need not prove it again.
 *
 * Lock: the placeholder's row; of two who claim it, the second finds it taken. Index: `users_pkey`.
 */
export async function claimPlaceholder(
  query: Query,
  claim: { readonly placeholderId: string; readonly userId: string; readonly mustProve: boolean },
): Promise<boolean> {
  const rows = await query`
    update users placeholder set claimed_by = account.id, updated_at = clock_timestamp()
    from users account
    where placeholder.id = ${claim.placeholderId} and placeholder.placeholder
      and account.id = ${claim.userId} and not account.placeholder
      and (placeholder.claimed_by = account.id or placeholder.claimed_by is null
        and (not ${claim.mustProve} or (account.email_verified and account.email = placeholder.claim_email)))
    returning placeholder.id`;
  return rows.length > 0;
}

/** Where somebody is a member. Index: `members_user`. */
export async function conversationsOf(query: Query, userId: string): Promise<readonly string[]> {
  const rows = await query<{ id: string }>`
    select conversation_id as id from members where user_id = ${userId} order by conversation_id`;
  return rows.map(({ id }) => id);
}

/**
 * Whose these placeholders are stays so until the commit: what asks for it next sees it, and a claim of theirs waits.
 *
 * Lock: their rows, FOR SHARE, behind the conversation's; a claim has let go of them before it locks a conversation.
 * Index: `users_pkey`.
 */
export async function holdClaims(tx: LockedTx, userIds: readonly string[]): Promise<void> {
  await tx.query`select id from users where id = any(${userIds}::uuid[]) and placeholder order by id for share`;
}

/** Who of these was ever put into a conversation. Lock: the conversation's. Index: `events_notices`. */
export async function everMembers(
  tx: LockedTx,
  of: { readonly conversationId: string; readonly userIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ userId: string }>`
    select payload->>'userId' as "userId" from events
    where conversation_id = ${of.conversationId} and type = 'member.added' and payload->>'userId' = any(${of.userIds}::text[])`;
  return new Set(rows.map(({ userId }) => userId));
}

/**
 * Makes a direct conversation the one of its two members, if they have no other: until somebody claims a placeholder
 * in it, it is known by what it was imported from.
 *
 * Lock: the conversation's. Index: `members_pkey`, `conversations_direct_key`.
 * @throws PostgresError 23505: another one became theirs in the same moment; tried again, it is found.
 */
export async function pairDirect(tx: LockedTx, conversationId: string): Promise<void> {
  await tx.query`
    with pair as (
      select string_agg(user_id::text, ':' order by user_id::text) as key, count(*) as people
      from members where conversation_id = ${conversationId}
    )
    update conversations set direct_key = pair.key from pair
    where id = ${conversationId} and kind = 'direct' and pair.people = 2
      and (select count(*) from conversations other where other.direct_key = pair.key) = 0`;
}

/**
 * Placeholders with a proved address of this account, and those of its own whose claim broke off: they still are in
 * conversations. Index: `users_claim_email`, `users_claimed_by`, `members_user`; and the placeholder's messages by
 * `messages_sender_client`.
 */
export async function claimableBy(query: Query, userId: string): Promise<Claimable[]> {
  const rows = await query<Claimable>`
    select p.id as "placeholderId", p.name, p.import_source as source,
      (select count(*) from messages where sender_id = p.id) as messages
    from (
      select p.* from users account join users p on p.claim_email = account.email and p.claimed_by is null
      where account.id = ${userId} and account.email_verified
      union all
      select p.* from users p
      where p.claimed_by = ${userId} and exists (select 1 from members where user_id = p.id)
    ) as p order by p.import_source, p.name, p.id`;
  return [...rows];
}

/**
 * Placeholders with the address of an account, proved or not, and those whose claim broke off; at most `limit`. Index:
 * `users_claim_email`, `users_claimed_by`, `members_user`.
 */
export async function claimCandidates(query: Query, limit: number): Promise<ClaimCandidate[]> {
  const rows = await query<ClaimCandidate>`
    select p.id as "placeholderId", p.name, p.import_source as source, coalesce(p.claim_email, account.email) as email,
      (select count(*) from messages where sender_id = p.id) as messages,
      account.id as "userId", account.name as "userName", account.handle as "userHandle", account.email_verified as proven
    from (
      select p.id, account.id as account_id from users p join users account on account.email = p.claim_email
      where p.claim_email is not null and p.claimed_by is null and not account.placeholder
      union all
      select p.id, p.claimed_by from users p
      where p.claimed_by is not null and exists (select 1 from members where user_id = p.id)
    ) as candidate join users p on p.id = candidate.id join users account on account.id = candidate.account_id
    order by email, p.import_source, p.id limit ${limit}`;
  return [...rows];
}
