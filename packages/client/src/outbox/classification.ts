import type { ErrorData, Message, Reason, RetryPolicy } from '@nova/contract';
import { errorTable, policyOfStatus, readErrorData } from '@nova/contract';

/** What can go wrong without a word from Nova itself. */
export type LocalCause =
  /** The connection broke: the request may have arrived. */
  | 'NO_CONNECTION'
  /** The request never left: refused, no route, no such name. */
  | 'UNREACHABLE'
  /** No answer in time. */
  | 'NO_ANSWER'
  /** A proxy answered with a status that may pass. */
  | 'HTTP_BUSY'
  | 'HTTP_REFUSED'
  | 'HTTP_SIGN_IN'
  /** A change waits for a send that failed. */
  | 'SEND_FAILED'
  | 'UNKNOWN';

/** Everything that can stand between a request and its yes: a closed union. */
export type Cause = Reason | LocalCause;

interface CauseRow {
  readonly policy: RetryPolicy;
  /** Whether the server may have committed the request all the same. */
  readonly landed: 'no' | 'maybe';
  /** Whether the request left, and so counts as an attempt (O2). */
  readonly left: boolean;
  /** What a person reads. */
  readonly text: string;
}

const refused = (reason: Reason): CauseRow => ({
  policy: errorTable[reason].policy,
  landed: 'no',
  left: true,
  text: errorTable[reason].text,
});
const unclear = (reason: Reason): CauseRow => ({ ...refused(reason), landed: 'maybe' });

/** The one table that decides what a failure means to the outbox (O3). A code without a row does not compile. */
export const causeTable = {
  INVALID_INPUT: refused('INVALID_INPUT'),
  BAD_CURSOR: refused('BAD_CURSOR'),
  UNAUTHENTICATED: refused('UNAUTHENTICATED'),
  FORBIDDEN: refused('FORBIDDEN'),
  NOT_A_MEMBER: refused('NOT_A_MEMBER'),
  EDIT_WINDOW_EXPIRED: refused('EDIT_WINDOW_EXPIRED'),
  USER_NOT_FOUND: refused('USER_NOT_FOUND'),
  MESSAGE_NOT_FOUND: refused('MESSAGE_NOT_FOUND'),
  FILE_NOT_FOUND: refused('FILE_NOT_FOUND'),
  PROCEDURE_NOT_FOUND: refused('PROCEDURE_NOT_FOUND'),
  VERSION_CONFLICT: refused('VERSION_CONFLICT'),
  MESSAGE_DELETED: refused('MESSAGE_DELETED'),
  CLIENT_ID_REUSED: refused('CLIENT_ID_REUSED'),
  HANDLE_TAKEN: refused('HANDLE_TAKEN'),
  LAST_OWNER: refused('LAST_OWNER'),
  GROUP_FULL: refused('GROUP_FULL'),
  REACTIONS_FULL: refused('REACTIONS_FULL'),
  SAVED_FULL: refused('SAVED_FULL'),
  CLIENT_TOO_OLD: refused('CLIENT_TOO_OLD'),
  TOO_LONG: refused('TOO_LONG'),
  FILE_TOO_LARGE: refused('FILE_TOO_LARGE'),
  FILES_FULL: refused('FILES_FULL'),
  DEVICES_FULL: refused('DEVICES_FULL'),
  PUSH_REFUSED: refused('PUSH_REFUSED'),
  DRAFTS_FULL: refused('DRAFTS_FULL'),
  SCHEDULED_FULL: refused('SCHEDULED_FULL'),
  SCHEDULED_GONE: refused('SCHEDULED_GONE'),
  FILE_REFUSED: refused('FILE_REFUSED'),
  MAIL_OFF: refused('MAIL_OFF'),
  LINK_INVALID: refused('LINK_INVALID'),
  RATE_LIMITED: refused('RATE_LIMITED'),
  TOO_MANY_SUBSCRIPTIONS: refused('TOO_MANY_SUBSCRIPTIONS'),
  TIMEOUT: unclear('TIMEOUT'),
  BUSY: unclear('BUSY'),
  SHUTTING_DOWN: unclear('SHUTTING_DOWN'),
  INTERNAL: unclear('INTERNAL'),
  NO_CONNECTION: { policy: 'retry', landed: 'maybe', left: true, text: 'The connection broke.' },
  UNREACHABLE: { policy: 'retry', landed: 'no', left: false, text: 'The server cannot be reached.' },
  NO_ANSWER: { policy: 'retry', landed: 'maybe', left: true, text: 'The server did not answer.' },
  HTTP_BUSY: { policy: 'retry', landed: 'maybe', left: true, text: 'The server is not available.' },
  HTTP_REFUSED: { policy: 'permanent', landed: 'no', left: true, text: 'The server refused this.' },
  HTTP_SIGN_IN: { policy: 'signIn', landed: 'no', left: true, text: 'Please sign in.' },
  SEND_FAILED: { policy: 'permanent', landed: 'no', left: false, text: 'The message itself was not sent.' },
  UNKNOWN: { policy: 'retry', landed: 'maybe', left: true, text: 'Something went wrong.' },
} as const satisfies Record<Cause, CauseRow>;

/** What a failure means. */
export interface Verdict extends CauseRow {
  readonly cause: Cause;
  /** Do not try again sooner, in milliseconds. */
  readonly retryAfterMs: number;
  readonly current: Message | null;
}

/** The verdict of a cause alone. */
export function verdictOf(cause: Cause, more: { retryAfterMs?: number; current?: Message | null } = {}): Verdict {
  return { ...causeTable[cause], cause, retryAfterMs: more.retryAfterMs ?? 0, current: more.current ?? null };
}

/** The code of an error that says so itself (`NotSentError`). */
export const notSentCode = 'NOT_SENT';

/** Codes of a connection that was never made. */
const neverLeft: ReadonlySet<unknown> = new Set([
  notSentCode,
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && name in of ? Reflect.get(of, name) : undefined;
}

/** An error, the errors it came from, and those gathered in it; never more than 8. */
function chainOf(error: unknown): unknown[] {
  const chain = [error];
  for (let at = 0; at < chain.length && chain.length < 8; at++) {
    const cause = field(chain[at], 'cause');
    if (cause !== undefined) chain.push(cause);
    const gathered = field(chain[at], 'errors');
    if (Array.isArray(gathered)) chain.push(...(gathered as unknown[]));
  }
  return chain;
}

function currentOf(data: ErrorData): Message | null {
  const { current } = data;
  return typeof field(current, 'id') === 'string' && typeof field(current, 'version') === 'number'
    ? (current as Message)
    : null;
}

function retryAfterOf(response: unknown): number {
  const headers = field(response, 'headers');
  const seconds = headers instanceof Headers ? Number(headers.get('retry-after') ?? '0') : 0;
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
}

/**
 * Reads a failure by its codes – Nova's reason, else the HTTP status, else what the system says of the connection –
 * and never by its text (O3). Anything not understood may pass, so it is retried: idempotency keys make that safe.
 */
export function classify(error: unknown): Verdict {
  const data = field(error, 'data');
  const known = readErrorData(data);
  if (known) return verdictOf(known.reason, { retryAfterMs: known.retryAfterMs ?? 0, current: currentOf(known) });
  const chain = chainOf(error);
  const response = chain.map((link) => field(field(link, 'meta'), 'response')).find((one) => one !== undefined);
  const status = field(data, 'httpStatus') ?? field(response, 'status');
  if (typeof status === 'number' && status >= 100) {
    const cause = { retry: 'HTTP_BUSY', permanent: 'HTTP_REFUSED', signIn: 'HTTP_SIGN_IN' } as const;
    return verdictOf(cause[policyOfStatus(status)], { retryAfterMs: retryAfterOf(response) });
  }
  if (chain.some((link) => neverLeft.has(field(link, 'code')))) return verdictOf('UNREACHABLE');
  if (chain.some((link) => link instanceof DOMException && link.name === 'TimeoutError')) return verdictOf('NO_ANSWER');
  if (chain.some((link) => link instanceof TypeError)) return verdictOf('NO_CONNECTION');
  return verdictOf('UNKNOWN');
}
