import type { LockedTx } from '../../lock/locked-tx.ts';
import type { ScheduledVersion } from './claim-scheduled.ts';

type Named = Pick<ScheduledVersion, 'userId' | 'clientId'>;

/**
 * Those of these scheduled messages that still wait or were refused, with their versions, locked: nobody changes,
 * cancels or sends them until the commit.
 *
 * Lock: the rows, FOR UPDATE, in one order, after the conversations'. Index: `scheduled_pkey`.
 * Rejected: a join with the pairs, which a plan made while the table is small turns around, to read all of it.
 */
export async function lockScheduled(tx: LockedTx, wanted: readonly Named[]): Promise<readonly ScheduledVersion[]> {
  if (wanted.length === 0) return [];
  return tx.query<ScheduledVersion>`
    select user_id as "userId", client_id as "clientId", version from scheduled
    where user_id = any(${idsOf(wanted, 'userId')}::uuid[]) and client_id = any(${idsOf(wanted, 'clientId')}::uuid[])
      and user_id || '/' || client_id = any(${wanted.map(pairOf)}::text[]) and state in ('waiting', 'refused')
    order by user_id, client_id for update`;
}

/** They are sent, in this transaction. Lock: the rows, held (`lockScheduled`). Index: `scheduled_pkey`. */
export async function settleScheduled(tx: LockedTx, sent: readonly Named[]): Promise<void> {
  await tx.query`
    update scheduled set state = 'sent', body = '', refusal = null, updated_at = now()
    where user_id = any(${idsOf(sent, 'userId')}::uuid[]) and client_id = any(${idsOf(sent, 'clientId')}::uuid[])
      and user_id || '/' || client_id = any(${sent.map(pairOf)}::text[])`;
}

function idsOf(list: readonly Named[], name: keyof Named): string[] {
  return list.map((one) => one[name]);
}

function pairOf({ userId, clientId }: Named): string {
  return `${userId}/${clientId}`;
}
