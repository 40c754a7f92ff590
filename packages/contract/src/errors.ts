/** The tRPC error codes Nova uses; the api package proves at compile time that tRPC knows each of them. */
export type ErrorCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'PRECONDITION_FAILED'
  | 'PAYLOAD_TOO_LARGE'
  | 'TOO_MANY_REQUESTS'
  | 'TIMEOUT'
  | 'SERVICE_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

/**
 * What a sender does about an error (O3).
 * `retry`: the same request may succeed later. `permanent`: it never will. `signIn`: it waits for the person to sign in again.
 */
export type RetryPolicy = 'retry' | 'permanent' | 'signIn';

interface ErrorRow {
  readonly code: ErrorCode;
  readonly policy: RetryPolicy;
  /** What a person reads. */
  readonly text: string;
}

/** The one table of what can go wrong: server and client both read it, nothing else decides about retries. */
export const errorTable = {
  INVALID_INPUT: { code: 'BAD_REQUEST', policy: 'permanent', text: 'The request is not well formed.' },
  BAD_CURSOR: { code: 'BAD_REQUEST', policy: 'permanent', text: 'This position in the conversation does not exist.' },
  UNAUTHENTICATED: { code: 'UNAUTHORIZED', policy: 'signIn', text: 'Please sign in.' },
  FORBIDDEN: { code: 'FORBIDDEN', policy: 'permanent', text: 'You may not do this.' },
  NOT_A_MEMBER: { code: 'FORBIDDEN', policy: 'permanent', text: 'You are not a member of this conversation.' },
  EDIT_WINDOW_EXPIRED: { code: 'FORBIDDEN', policy: 'permanent', text: 'This message can no longer be edited.' },
  USER_NOT_FOUND: { code: 'NOT_FOUND', policy: 'permanent', text: 'There is no such person.' },
  MESSAGE_NOT_FOUND: { code: 'NOT_FOUND', policy: 'permanent', text: 'There is no such message.' },
  FILE_NOT_FOUND: { code: 'NOT_FOUND', policy: 'permanent', text: 'There is no such file.' },
  PROCEDURE_NOT_FOUND: { code: 'NOT_FOUND', policy: 'permanent', text: 'There is no such procedure.' },
  VERSION_CONFLICT: { code: 'CONFLICT', policy: 'permanent', text: 'The message was changed in the meantime.' },
  MESSAGE_DELETED: { code: 'CONFLICT', policy: 'permanent', text: 'The message was deleted.' },
  CLIENT_ID_REUSED: { code: 'CONFLICT', policy: 'permanent', text: 'This id was already used for another message.' },
  HANDLE_TAKEN: { code: 'CONFLICT', policy: 'permanent', text: 'Somebody else has this handle.' },
  LAST_OWNER: {
    code: 'CONFLICT',
    policy: 'permanent',
    text: 'A group needs an owner: make somebody else owner first.',
  },
  GROUP_FULL: { code: 'CONFLICT', policy: 'permanent', text: 'The group has as many members as it may have.' },
  REACTIONS_FULL: {
    code: 'CONFLICT',
    policy: 'permanent',
    text: 'The message has as many different reactions as it may have.',
  },
  SAVED_FULL: {
    code: 'CONFLICT',
    policy: 'permanent',
    text: 'You have saved as many messages as you may: some are surely done.',
  },
  CLIENT_TOO_OLD: {
    code: 'PRECONDITION_FAILED',
    policy: 'permanent',
    text: 'This version of the app is too old: reload it.',
  },
  TOO_LONG: { code: 'PAYLOAD_TOO_LARGE', policy: 'permanent', text: 'The message is too long.' },
  FILE_TOO_LARGE: { code: 'PAYLOAD_TOO_LARGE', policy: 'permanent', text: 'The file is too large.' },
  FILES_FULL: { code: 'PAYLOAD_TOO_LARGE', policy: 'permanent', text: 'You have stored as many files as you may.' },
  FILE_REFUSED: {
    code: 'BAD_REQUEST',
    policy: 'permanent',
    text: 'This file cannot be sent: it is empty, damaged, or a picture that is too large.',
  },
  DEVICES_FULL: {
    code: 'CONFLICT',
    policy: 'permanent',
    text: 'You are notified on as many devices as you may: end sessions that you do not use.',
  },
  PUSH_REFUSED: {
    code: 'BAD_REQUEST',
    policy: 'permanent',
    text: 'Nothing can be sent to this push service.',
  },
  DRAFTS_FULL: { code: 'CONFLICT', policy: 'permanent', text: 'You have begun to write in as many places as you may.' },
  SCHEDULED_FULL: { code: 'CONFLICT', policy: 'permanent', text: 'As many messages wait to be sent later as may.' },
  SCHEDULED_GONE: {
    code: 'CONFLICT',
    policy: 'permanent',
    text: 'This message was sent or cancelled in the meantime.',
  },
  MAIL_OFF: { code: 'PRECONDITION_FAILED', policy: 'permanent', text: 'This Nova sends no mail.' },
  LINK_INVALID: { code: 'BAD_REQUEST', policy: 'permanent', text: 'This link is not valid, or not any more.' },
  RATE_LIMITED: { code: 'TOO_MANY_REQUESTS', policy: 'retry', text: 'Too much at once: please wait a moment.' },
  TOO_MANY_SUBSCRIPTIONS: {
    code: 'TOO_MANY_REQUESTS',
    policy: 'retry',
    text: 'Too many open subscriptions on this connection.',
  },
  TIMEOUT: { code: 'TIMEOUT', policy: 'retry', text: 'The server took too long.' },
  BUSY: { code: 'SERVICE_UNAVAILABLE', policy: 'retry', text: 'The server is busy: trying again.' },
  SHUTTING_DOWN: { code: 'SERVICE_UNAVAILABLE', policy: 'retry', text: 'The server is restarting.' },
  INTERNAL: { code: 'INTERNAL_SERVER_ERROR', policy: 'retry', text: 'Something went wrong on the server.' },
} as const satisfies Record<string, ErrorRow>;

/** The closed union of what a caller can be told. */
export type Reason = keyof typeof errorTable;

/** Whether the same request may succeed later, by the table. */
export function isRetryable(reason: Reason): boolean {
  return errorTable[reason].policy === 'retry';
}

/** What an HTTP status means to a sender when no `reason` came with it (a proxy answered, not Nova) (O3). */
export function policyOfStatus(status: number): RetryPolicy {
  if (status === 401) return 'signIn';
  if (status === 408 || status === 425 || status === 429 || status >= 500 || status < 400) return 'retry';
  return 'permanent';
}
