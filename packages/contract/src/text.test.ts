import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { reasonSchema } from './error-data.ts';
import { errorTable, isRetryable, policyOfStatus } from './errors.ts';
import { bodySchema, emojiSchema, handleSchema, titleSchema } from './text.ts';
import { mentionedHandles, mentionsIn } from './mentions.ts';

describe('bodies', () => {
  test.each(['hi', ' kept as written \n', '\u202Eright to left', '👩‍👩‍👧‍👦', 'a'.repeat(8000), '\u0007bell'])(
    'keeps %j',
    (body) => {
      expect(bodySchema.parse(body)).toBe(body);
    },
  );
  test.each(['', '   \n\t', 'a\u0000b', '\uD800', 'x\uDC00', 'a'.repeat(8001)])('[A3] refuses %j', (body) => {
    expect(bodySchema.safeParse(body).success).toBe(false);
  });
});

test('titles are one trimmed line', () => {
  expect(titleSchema.parse('  general ')).toBe('general');
  expect(titleSchema.safeParse('a\nb').success).toBe(false);
});

test('emoji are exactly one emoji', () => {
  for (const emoji of ['👍', '👍🏽', '🇩🇪', '3️⃣', '❤️', '👩‍👩‍👧‍👦'])
    expect(emojiSchema.safeParse(emoji).success, emoji).toBe(true);
  for (const text of ['', 'a', '👍👍', '👍a', '<b>', '3'])
    expect(emojiSchema.safeParse(text).success, text).toBe(false);
});

test('mentions are handles, each once, never addresses', () => {
  expect(mentionedHandles('@ann, ask @Bob-2. (@ann) mail x@y.org //@zed')).toEqual(['ann', 'bob-2']);
  expect(mentionedHandles('@'.repeat(5000))).toEqual([]);
  const said = 'so, @Ann-, and @bob.';
  expect(mentionsIn(said).map(({ at, end }) => said.slice(at, end))).toEqual(['@Ann', '@bob']);
  expect(handleSchema.safeParse('Bob').success).toBe(false);
});

describe('cursors', () => {
  test('[D9] a cursor carries its epoch and its seq', () => {
    expect(decodeCursor(encodeCursor('k3x9', 1042))).toEqual({ epoch: 'k3x9', seq: 1042 });
  });
  test.each([
    '',
    '5',
    'k3x9.',
    'k3x9.-1',
    'k3x9.01',
    'K3X9.1',
    'k3x9.1.2',
    'k3x9.99999999999999999',
    'a b.1',
    'k3x9.1\n',
  ])('[D9] %j is no cursor', (text) => {
    expect(decodeCursor(text)).toBeNull();
  });
});

describe('the error table', () => {
  test('[O3] only transient reasons are retried', () => {
    const retried = reasonSchema.options.filter(isRetryable).sort();
    expect(retried).toEqual(['BUSY', 'INTERNAL', 'RATE_LIMITED', 'SHUTTING_DOWN', 'TIMEOUT', 'TOO_MANY_SUBSCRIPTIONS']);
    expect(errorTable.UNAUTHENTICATED.policy).toBe('signIn');
  });
  test('[O3] statuses: 408, 425, 429 and 5xx are retried, 401 waits, every other 4xx is permanent', () => {
    for (const status of [408, 425, 429, 500, 502, 503, 504, 599]) expect(policyOfStatus(status)).toBe('retry');
    for (const status of [400, 403, 404, 405, 409, 410, 413, 415, 422, 431])
      expect(policyOfStatus(status)).toBe('permanent');
    expect(policyOfStatus(401)).toBe('signIn');
  });
});
