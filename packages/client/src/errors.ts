import { limits } from '@nova/contract';

/** Why a wish was not taken: nothing was stored, nothing was shown, the text stays with the caller (O7, O8). */
export type ClientErrorCode =
  | 'OUTBOX_FULL'
  | 'STORAGE_FULL'
  | 'STORAGE_FAILED'
  | 'STORE_IN_USE'
  | 'OUTBOX_NOT_EMPTY'
  | 'SIGNED_OUT'
  | 'SIGN_IN_REFUSED'
  | 'UNREACHABLE'
  | 'CLOSED';

/** Why the server let nobody in, or made no account. */
export type SignInRefusal =
  | 'WRONG_PASSWORD'
  | 'EMAIL_TAKEN'
  | 'INVALID_EMAIL'
  | 'INVALID_NAME'
  | 'PASSWORD_TOO_SHORT'
  | 'PASSWORD_TOO_LONG'
  | 'RATE_LIMITED'
  | 'LINK_INVALID'
  | 'MAIL_OFF'
  | 'OTHER';

const texts: Record<ClientErrorCode, string> = {
  OUTBOX_FULL: `There are already ${limits.outboxEntriesMax} messages waiting to be sent. Send or discard some first.`,
  STORAGE_FULL: 'This device has no room left to keep the message.',
  STORAGE_FAILED: 'This device could not keep the message.',
  STORE_IN_USE: 'Another program is using this store.',
  OUTBOX_NOT_EMPTY: 'There are messages that have not been sent yet.',
  SIGNED_OUT: 'Please sign in.',
  SIGN_IN_REFUSED: 'The server refused to sign you in.',
  UNREACHABLE: 'The server cannot be reached.',
  CLOSED: 'This client is closed.',
};

/** An error of the client itself, told apart by `code`; its message may be shown to a person. */
export class NovaClientError extends Error {
  readonly code: ClientErrorCode;
  /** OUTBOX_NOT_EMPTY: how many entries would be lost. SIGN_IN_REFUSED: the HTTP status. */
  readonly detail: number | string | null;
  /** Of SIGN_IN_REFUSED. */
  readonly refusal: SignInRefusal | null;
  /** Of RATE_LIMITED: do not try again sooner, in milliseconds; otherwise 0. */
  readonly retryAfterMs: number;

  constructor(
    code: ClientErrorCode,
    more: { detail?: number | string; cause?: unknown; refusal?: SignInRefusal; retryAfterMs?: number } = {},
  ) {
    super(texts[code], more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'NovaClientError';
    this.code = code;
    this.detail = more.detail ?? null;
    this.refusal = more.refusal ?? null;
    this.retryAfterMs = more.retryAfterMs ?? 0;
  }
}
