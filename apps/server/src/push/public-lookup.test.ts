import { expect, test } from 'vitest';
import { PrivateAddress, publicLookup } from './public-lookup.ts';

const looked = (name: string) =>
  new Promise((resolve) => {
    publicLookup(name, { all: true }, (error, addresses) => resolve(error ?? addresses));
  });

test.each(['localhost', '127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:10.0.0.1', 'fd00::1'])(
  '[B7] %s leads inside and is not connected to',
  async (name) => {
    expect(await looked(name)).toBeInstanceOf(PrivateAddress);
  },
);

test('[B7] a public address is', async () => {
  expect(await looked('8.8.8.8')).toEqual([{ address: '8.8.8.8', family: 4 }]);
});
