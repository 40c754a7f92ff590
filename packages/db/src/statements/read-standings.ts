import type { Role } from '@nova/contract';
import type { LockedTx } from '../lock/locked-tx.ts';

export interface StandingRow {
  /** Null for a stranger. */
  readonly role: Role | null;
  /** Their session lives, and stays so until this transaction ends. */
  readonly isSignedIn: boolean;
  /** The database's clock, after the lock was granted. */
  readonly at: string;
}

/**
 * What each user is in each conversation and whether their session lives (W4), in the order asked. Without a session the
 * server itself does what the person asked for earlier.
 *
 * Lock: the conversations', which every change of membership takes: what is read here stays true until the commit
 * (W1). Sent behind the lock, so that its snapshot is younger than the wait. And the sessions, FOR KEY SHARE, which
 * only a delete minds: a sign-out waits for this transaction, or was first and is seen here. A session that is being
 * deleted right now is skipped and so counts as ended: waiting would hold a conversation up for somebody's sign-out,
 * and could deadlock with a sign-out from everywhere, which locks sessions in no order.
 * Index: `members_pkey`, `sessions_pkey`.
 * Rejected: joining it to the locking statement, whose snapshot is older than the wait; a statement for each of the
 * two, whose answers wake the process twice; joins, which a plan made while the tables are small turns around, to read
 * all of them (`plans.pg.test.ts`).
 */
export function readStandings(
  tx: LockedTx,
  parties: readonly { readonly conversationId: string; readonly userId: string; readonly sessionId: string | null }[],
): Promise<readonly StandingRow[]> {
  const sessionIds = parties.map(({ sessionId }) => sessionId);
  const named = sessionIds.filter((id) => id !== null);
  return tx.query<StandingRow>`
    with held as materialized (
      select id, user_id from sessions
      where id = any(${listed([...new Set(named)])}::uuid[]) and expires_at > statement_timestamp()
      order by id for key share skip locked
    )
    select member.role, session_id is null or (session_id, user_id) in (select id, held.user_id from held) as "isSignedIn",
      statement_timestamp() as at
    from unnest(
      ${listed(parties.map(({ conversationId }) => conversationId))}::uuid[],
      ${listed(parties.map(({ userId }) => userId))}::uuid[],
      ${listed(sessionIds)}::uuid[]
    ) with ordinality as party(conversation_id, user_id, session_id, place)
    left join lateral (
      select role from members where conversation_id = party.conversation_id and user_id = party.user_id offset 0
    ) as member on true
    order by place`;
}

/** An array of ids as Postgres reads it: they need no escaping, which the client would look for in each. */
function listed(ids: readonly (string | null)[]): string {
  return `{${ids.map((id) => id ?? 'NULL').join(',')}}`;
}
