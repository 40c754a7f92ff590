import type { Reason } from '@nova/contract';
import type { Query } from '../connection/query.ts';

/** One line of the audit trail (W8). `details` never holds a message body. */
export interface AuditEntry {
  readonly requestId: string;
  readonly actorId: string;
  readonly action: string;
  readonly conversationId: string | null;
  /** The message, user or session it was done to. */
  readonly targetId: string | null;
  readonly verdict: 'accepted' | 'refused';
  readonly reason: Reason | null;
  readonly beforeVersion?: number | null;
  readonly afterVersion?: number | null;
  readonly details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>> | null;
}

/** For the `jsonb_to_recordset` below and in append-log. */
export function auditJson(entries: readonly AuditEntry[]): string {
  return JSON.stringify(
    entries.map((entry) => ({
      request_id: entry.requestId,
      actor_id: entry.actorId,
      action: entry.action,
      conversation_id: entry.conversationId,
      target_id: entry.targetId,
      verdict: entry.verdict,
      reason: entry.reason,
      before_version: entry.beforeVersion ?? null,
      after_version: entry.afterVersion ?? null,
      details: entry.details ?? null,
    })),
  );
}

/**
 * Writes audit rows in a transaction of their own: for refusals, whose transaction is rolled back or has other
 * people's work in it. What is accepted is audited by append-log, with the change itself.
 *
 * Lock: none. Rejected: one insert per row, since a batch may refuse hundreds.
 */
export async function writeAudit(query: Query, entries: readonly AuditEntry[]): Promise<void> {
  await query`
    insert into audit (request_id, actor_id, action, conversation_id, target_id, verdict, reason, before_version, after_version, details)
    select request_id, actor_id, action, conversation_id, target_id, verdict, reason, before_version, after_version, details
    from jsonb_to_recordset(${auditJson(entries)}::jsonb) as entry(
      request_id text, actor_id uuid, action text, conversation_id uuid, target_id uuid, verdict text, reason text,
      before_version integer, after_version integer, details jsonb)`;
}
