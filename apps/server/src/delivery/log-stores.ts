import { checkAccesses, type Database, deleteOutbox, membershipsOf, pendingOutbox, readHeads, readLog } from '@nova/db';
import type { AccessCheck, EventLog, Memberships, OutboxTable } from '@nova/delivery';
import { askedTogether } from '../asked-together.ts';

/** What delivery asks of the database. */
export interface LogStores {
  readonly log: EventLog;
  readonly access: AccessCheck;
  readonly outbox: OutboxTable;
  readonly memberships: Memberships;
}

/**
 * Delivery's ports on Postgres. Each call is one statement, or rides in one with others; it rejects when the database cannot be reached. `epoch` is
 * the one that this node knows: what the log says under another one is not handed out under this (D9).
 */
export function logStores({ query }: Database, epoch: () => string): LogStores {
  const check = askedTogether((wanted: Parameters<typeof checkAccesses>[1]) => checkAccesses(query, wanted));
  return {
    log: {
      read: (conversationId, afterSeq, limit) => readLog(query, { conversationId, afterSeq, epoch }, limit),
      heads: (conversationIds) => readHeads(query, conversationIds),
    },
    access: { check: (conversationId, userId) => check({ conversationId, userId }) },
    outbox: {
      pending: (olderThanMs, limit) => pendingOutbox(query, { olderThanMs, limit }),
      remove: (ids) => deleteOutbox(query, ids),
    },
    memberships: { of: (userIds) => membershipsOf(query, userIds) },
  };
}
