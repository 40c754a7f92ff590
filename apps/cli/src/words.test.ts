import { errorTable, type Reason } from '@nova/contract';
import { type ClientErrorCode, NovaClientError } from '@nova/client';
import { describe, expect, test } from 'vitest';
import { CliError, exitCodes } from './cli-error.ts';
import { wordsOf } from './words.ts';

const url = 'http://127.0.0.1:3000';
const refusal = (reason: Reason): Error =>
  Object.assign(new Error('as the wire has it'), { data: { reason, retryable: false } });

describe('errors in words', () => {
  test.each(Object.keys(errorTable) as Reason[])(
    '%s: the words of the table, and an exit code by its policy',
    (reason) => {
      const { text, code } = wordsOf(refusal(reason), { url });
      const { policy, text: table } = errorTable[reason];
      expect(text).toContain(policy === 'signIn' ? 'not signed in' : table);
      expect(code).toBe({ retry: exitCodes.later, permanent: exitCodes.failed, signIn: exitCodes.signIn }[policy]);
    },
  );

  test.each<[ClientErrorCode, number]>([
    ['OUTBOX_FULL', exitCodes.failed],
    ['STORAGE_FULL', exitCodes.failed],
    ['STORAGE_FAILED', exitCodes.failed],
    ['STORE_IN_USE', exitCodes.later],
    ['OUTBOX_NOT_EMPTY', exitCodes.failed],
    ['SIGNED_OUT', exitCodes.signIn],
    ['SIGN_IN_REFUSED', exitCodes.signIn],
    ['UNREACHABLE', exitCodes.later],
    ['CLOSED', exitCodes.failed],
  ])('%s', (clientCode, code) => {
    expect(wordsOf(new NovaClientError(clientCode, { detail: 401 }), { url })).toMatchObject({ code });
  });

  test('a server that is not there is named, with what to do', () => {
    const refused = new TypeError('fetch failed', {
      cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    });
    const words = wordsOf(refused, { url });
    expect(words).toMatchObject({ text: `There is no Nova server at ${url}.`, code: exitCodes.later });
    expect(words.advice).toContain('npm start');
  });

  test('what nobody foresaw has a name and no stack', () => {
    const { text } = wordsOf(new RangeError('odd'), { url });
    expect(text).toBe('Something unexpected went wrong: RangeError: odd');
    expect(wordsOf(new CliError('plain words', { code: exitCodes.usage }), { url })).toEqual({
      text: 'plain words',
      code: exitCodes.usage,
      advice: null,
    });
  });
});
