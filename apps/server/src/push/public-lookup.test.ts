import { isIPv6 } from 'node:net';
import { expect, test } from 'vitest';
import { isPublicAddress, PrivateAddress, publicLookup } from './public-lookup.ts';

test.each([
  ['8.8.8.8', true],
  ['142.250.1.95', true],
  ['2a00:1450:4001:829::200e', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.100.100.100', false],
  ['0.0.0.0', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:a00:1', false],
  ['64:ff9b::a00:1', false],
  ['2002:a00:1::', false],
  ['fd00::1', false],
  ['fe80::1', false],
])('[B7] the address %s is everybody’s: %s', (address, isPublic) => {
  expect(isPublicAddress(address, isIPv6(address) ? 6 : 4)).toBe(isPublic);
});

test('[B7] a name that leads inside is not connected to', async () => {
  const failure = await new Promise((resolve) => {
    publicLookup('localhost', { all: true }, (error) => resolve(error));
  });
  expect(failure).toBeInstanceOf(PrivateAddress);
});
