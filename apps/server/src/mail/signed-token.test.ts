import { expect, test } from 'vitest';
import { readToken, signToken } from './signed-token.ts';

const key = { secret: 'x'.repeat(32), purpose: 'unsubscribe' } as const;

test('[E4] a token says what it was made for; forged, cut, of another purpose or deployment it says nothing', () => {
  const token = signToken(key, 'ann');
  expect(readToken(key, token)).toBe('ann');
  const [said = '', mac = ''] = token.split('~');
  const bob = Buffer.from('bob').toString('base64url');
  const bad = [
    '',
    '~',
    said,
    `${said}~`,
    `${bob}~${mac}`,
    `${said}~${mac.slice(1)}`,
    `${token}~${mac}`,
    `${said}~${bob}`,
  ];
  for (const one of bad) expect([one, readToken(key, one)]).toEqual([one, null]);
  expect(readToken({ ...key, purpose: 'prove' }, token)).toBeNull();
  expect(readToken({ ...key, secret: 'y'.repeat(32) }, token)).toBeNull();
});
