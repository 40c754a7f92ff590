import { uuidSchema } from '@nova/contract';
import { expect, test } from 'vitest';
import { nameBasedId } from './name-based-id.ts';

test('a name has one id for ever, and two names have two', () => {
  expect(nameBasedId('message', 'irc:ubuntu:2004', '2004-12-25.log', 0, 0)).toBe(
    'fbff7edc-14a1-8891-8e03-d2d22269b30a',
  );
  expect(nameBasedId('a', 'bc')).not.toBe(nameBasedId('ab', 'c'));
  expect(nameBasedId('a', 1)).not.toBe(nameBasedId('a', '1'));
  expect(uuidSchema.safeParse(nameBasedId('a')).success).toBe(true);
});
