import { errorTable, type ErrorCode, type ErrorData, isRetryable, type Reason } from '@nova/contract';
import type { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { refusalOf } from './database-failure.ts';
import { Refusal, refuse } from './refusal.ts';

const issuesMax = 20;

/** The refusal that an error amounts to, so that it travels with the code of the table; null for anything else. */
export function asRefusal(error: TRPCError): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error.cause instanceof ZodError && error.code === 'BAD_REQUEST' && isTooLong(error.cause)) {
    return refuse('TOO_LONG', { cause: error.cause });
  }
  const known = refusalOf(error.cause ?? error);
  return known instanceof Refusal ? known : null;
}

/**
 * What a caller is told of an error, whatever it was: one reason of the contract's table, and never a text that was
 * not written for callers.
 */
export function describeError(error: TRPCError, requestId: string | undefined): ErrorData {
  const known = asRefusal(error);
  const named = requestId === undefined ? {} : { requestId };
  if (known) {
    const { reason, retryAfterMs, current } = known;
    return {
      reason,
      retryable: isRetryable(reason),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(current === undefined ? {} : { current }),
      ...named,
    };
  }
  const reason = reasonOf(error);
  const issues = error.cause instanceof ZodError && reason !== 'INTERNAL' ? issuesOf(error.cause) : null;
  return { reason, retryable: isRetryable(reason), ...(issues ? { issues } : {}), ...named };
}

/** The reason of what tRPC itself, a parser or a defect has thrown. */
function reasonOf(error: TRPCError): Reason {
  switch (error.code) {
    case 'BAD_REQUEST':
    case 'PARSE_ERROR':
    case 'UNSUPPORTED_MEDIA_TYPE':
    case 'UNPROCESSABLE_CONTENT':
    case 'METHOD_NOT_SUPPORTED':
      return 'INVALID_INPUT';
    case 'NOT_FOUND':
      return 'PROCEDURE_NOT_FOUND';
    case 'PAYLOAD_TOO_LARGE':
      return 'TOO_LONG';
    case 'UNAUTHORIZED':
      return 'UNAUTHENTICATED';
    case 'FORBIDDEN':
      return 'FORBIDDEN';
    case 'TOO_MANY_REQUESTS':
      return 'RATE_LIMITED';
    case 'TIMEOUT':
    case 'CLIENT_CLOSED_REQUEST':
      return 'TIMEOUT';
    case 'SERVICE_UNAVAILABLE':
      return 'BUSY';
    default:
      return 'INTERNAL';
  }
}

/** A body over its limit has its own reason: the person can do something about it. */
function isTooLong(error: ZodError): boolean {
  return error.issues.some((issue) => issue.code === 'too_big' && issue.path.at(-1) === 'body');
}

function issuesOf(error: ZodError): string[] {
  return error.issues
    .slice(0, issuesMax)
    .map((issue) => `${issue.path.map(String).join('.') || 'input'}: ${issue.message}`);
}

/** The tRPC code and the text for a reason. */
export function faceOf(reason: Reason): { readonly code: ErrorCode; readonly text: string } {
  return errorTable[reason];
}
