import { PoolExhausted, TransactionLost } from '@nova/db';
import { Refusal, refuse } from './refusal.ts';

/** What a failed transaction means. */
export type FailureKind =
  /** Another transaction was in the way: the same again may succeed at once. */
  | 'collision'
  /** The database cannot be reached or does not keep up; whether the commit happened is not known. */
  | 'unreachable'
  /** A statement took too long. */
  | 'timeout'
  /** A verdict for the caller, or a defect. */
  | 'final';

/** Serialization failure, deadlock, lock timeout (W2). */
const collisions = new Set(['40001', '40P01', '55P03']);

/** Unique keys that two callers can honestly race for; whoever comes second finds the first on the next try. */
const raced = new Set(['messages_sender_client', 'messages_pkey', 'conversations_direct_key']);

/** Connection lost or refused, server going down, too many clients, read-only after a failover. */
const outage = /^(08|57P|53|25P03|25006|CONNECT|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_)/;

export function kindOfFailure(error: unknown): FailureKind {
  if (error instanceof Refusal) return 'final';
  if (error instanceof TransactionLost || error instanceof PoolExhausted) return 'unreachable';
  const code = codeOf(error);
  if (code === undefined) return 'final';
  if (collisions.has(code)) return 'collision';
  if (code === '23505' && raced.has(constraintOf(error))) return 'collision';
  if (code === '57014') return 'timeout';
  return outage.test(code) ? 'unreachable' : 'final';
}

/** SQLSTATE, or the code of a system error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function constraintOf(error: unknown): string {
  return error instanceof Error && 'constraint_name' in error && typeof error.constraint_name === 'string'
    ? error.constraint_name
    : '';
}

/** How long a caller should wait after the server has given up. */
const busyRetryAfterMs = 500;

/** What the caller is told; errors that are no outage are returned as they are. */
export function refusalOf(error: unknown): unknown {
  switch (kindOfFailure(error)) {
    case 'collision':
    case 'unreachable':
      return refuse('BUSY', { retryAfterMs: busyRetryAfterMs, cause: error });
    case 'timeout':
      return refuse('TIMEOUT', { cause: error });
    case 'final':
      return error;
  }
}
