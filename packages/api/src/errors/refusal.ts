import { errorTable, type ErrorCode, type Message, type Reason } from '@nova/contract';
import { TRPCError } from '@trpc/server';

/** What is told beside the reason. */
export interface RefusalDetails {
  /** Do not try again sooner than this. */
  readonly retryAfterMs?: number;
  /** VERSION_CONFLICT: the message as it stands. */
  readonly current?: Message;
  readonly cause?: unknown;
}

/** A caller is told no, and why: a tRPC error with one reason of the contract's table. */
export class Refusal extends TRPCError {
  override name = 'Refusal';
  readonly reason: Reason;
  readonly retryAfterMs: number | undefined;
  readonly current: Message | undefined;

  constructor(reason: Reason, details: RefusalDetails = {}) {
    const { code, text } = errorTable[reason];
    super({ code, message: text, cause: details.cause });
    this.reason = reason;
    this.retryAfterMs = details.retryAfterMs;
    this.current = details.current;
  }
}

/** The error to throw for a reason; tRPC code and text come from the contract's table. */
export function refuse(reason: Reason, details: RefusalDetails = {}): Refusal {
  return new Refusal(reason, details);
}

/** Fails to compile when the contract names a code that tRPC does not know. */
export const knownToTrpc = (code: ErrorCode): TRPCError['code'] => code;
