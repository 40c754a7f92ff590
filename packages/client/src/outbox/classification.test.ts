import { errorTable } from '@nova/contract';
import type { Reason } from '@nova/contract';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '../transport.ts';
import { causeTable, classify } from './classification.ts';

const byStatus = (httpStatus: number): unknown => ({ data: { code: 'X', httpStatus } });
const ofProxy = (status: number, headers = {}): unknown => ({
  meta: { response: new Response('<html>', { status, headers }) },
});

describe('classification', () => {
  it('[O3] follows the contract for every reason of the server', () => {
    for (const reason of Object.keys(errorTable) as Reason[]) {
      expect(classify(new RefusedError(reason))).toMatchObject({ cause: reason, policy: errorTable[reason].policy });
      expect(causeTable[reason].policy).toBe(errorTable[reason].policy);
    }
  });

  it('[O3] retries 408, 425, 429 and 5xx, asks to sign in at 401, and gives up at every other 4xx', () => {
    for (const status of [408, 425, 429, 500, 502, 503, 504, 599])
      expect(classify(byStatus(status)).policy).toBe('retry');
    for (const status of [400, 403, 404, 405, 409, 410, 413, 414, 422, 431, 451])
      expect(classify(byStatus(status)).policy).toBe('permanent');
    expect(classify(byStatus(401)).policy).toBe('signIn');
    expect(classify(ofProxy(502)).policy).toBe('retry');
    expect(classify(ofProxy(413)).policy).toBe('permanent');
    // A captive portal says 200 and means nothing by it.
    expect(classify(ofProxy(200)).policy).toBe('retry');
  });

  it('[O3] believes a reason more than a status, and a status more than the connection', () => {
    const reasoned = Object.assign(new Error('x'), {
      data: { ...new RefusedError('RATE_LIMITED').data, httpStatus: 400 },
    });
    expect(classify(reasoned).cause).toBe('RATE_LIMITED');
    const unknownReason = { data: { reason: 'FROM_THE_FUTURE', retryable: true, httpStatus: 422 } };
    expect(classify(unknownReason).policy).toBe('permanent');
  });

  it('[O2][O3] takes a connection that was never made for no attempt, a broken one for an unclear answer', () => {
    const never = new Error('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
    expect(classify(new TypeError('fetch failed', { cause: never }))).toMatchObject({
      cause: 'UNREACHABLE',
      left: false,
      landed: 'no',
    });
    const both = new AggregateError([Object.assign(new Error('v6'), { code: 'ECONNREFUSED' })]);
    expect(classify(new TypeError('fetch failed', { cause: both })).cause).toBe('UNREACHABLE');
    expect(classify(new TypeError('Failed to fetch'))).toMatchObject({
      cause: 'NO_CONNECTION',
      policy: 'retry',
      landed: 'maybe',
    });
    expect(classify(new Error('who knows'))).toMatchObject({ cause: 'UNKNOWN', policy: 'retry', landed: 'maybe' });
    for (const odd of [undefined, null, 0, 'x', [], { data: null }]) expect(classify(odd).cause).toBe('UNKNOWN');
  });

  it('[O2] reads how long to wait, from Nova and from a proxy', () => {
    expect(classify(new RefusedError('RATE_LIMITED', { retryAfterMs: 7_500 })).retryAfterMs).toBe(7_500);
    expect(classify(ofProxy(429, { 'retry-after': '3' })).retryAfterMs).toBe(3_000);
    expect(classify(ofProxy(429, { 'retry-after': 'soon' })).retryAfterMs).toBe(0);
  });

  /** The variant that reads words: the assertions above must tell it from the table. */
  const byText = (error: unknown): boolean =>
    /network|timeout|fetch|unavailable|try again/i.test(error instanceof Error ? error.message : '');

  it('[O3] text-matching retry is caught: it retries what is permanent and drops what may pass', () => {
    const permanent = Object.assign(new Error('Your network name may not hold a timeout'), {
      data: new RefusedError('FORBIDDEN').data,
    });
    const passing = Object.assign(new Error('Zu viele Anfragen'), { data: new RefusedError('RATE_LIMITED').data });
    const decide = (retries: (error: unknown) => boolean): boolean[] => [retries(permanent), retries(passing)];
    const right = [false, true];
    expect(decide((error) => classify(error).policy === 'retry')).toEqual(right);
    expect(decide(byText)).not.toEqual(right);
  });
});
