import type { ErrorData } from '@nova/contract';
import { readErrorData } from '@nova/contract';
import { classify, notSentCode } from '../outbox/classification.ts';

/** What `classify` needs of an error, as plain data. */
export type PlainError =
  | { readonly type: 'refused'; readonly data: ErrorData }
  | { readonly type: 'status'; readonly httpStatus: number }
  | { readonly type: 'notSent' }
  | { readonly type: 'unknown' };

/** An error that another tab was told. */
class RelayedError extends Error {
  override readonly name = 'RelayedError';
  readonly data: unknown;
  readonly code: string | undefined;

  constructor(of: { data?: unknown; code?: string }) {
    super('told to another tab');
    this.data = of.data;
    this.code = of.code;
  }
}

const statusOf = { signIn: 401, permanent: 400 } as const;

/** What is left of an error when it crosses from tab to tab: as much as decides what to do. */
export function plainError(error: unknown): PlainError {
  const { policy, left } = classify(error);
  const refusal = readErrorData(typeof error === 'object' && error !== null ? Reflect.get(error, 'data') : null);
  if (refusal) {
    const { reason, retryable, retryAfterMs } = refusal;
    return { type: 'refused', data: { reason, retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } };
  }
  if (policy !== 'retry') return { type: 'status', httpStatus: statusOf[policy] };
  return { type: left ? 'unknown' : 'notSent' };
}

/** An error that `classify` reads as it read the first one, as far as what to do about it goes. */
export function relayedError(plain: PlainError): Error {
  switch (plain.type) {
    case 'refused':
      return new RelayedError({ data: plain.data });
    case 'status':
      return new RelayedError({ data: { httpStatus: plain.httpStatus } });
    case 'notSent':
      return new RelayedError({ code: notSentCode });
    case 'unknown':
      return new RelayedError({});
    default:
      return plain satisfies never;
  }
}
