import { lookup as lookUp } from 'node:dns';
import { BlockList, type LookupFunction } from 'node:net';

const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** Whether an address belongs to everybody's Internet, and not to some network's inside. An IPv4 address in another's clothes is that address. */
export function isPublicAddress(address: string, family: 4 | 6): boolean {
  return !inside.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** A name leads to an address that nobody outside may be led to. */
export class PrivateAddress extends Error {
  override name = 'PrivateAddress';
}

/**
 * Resolves names as `dns.lookup` does, to public addresses only. What it answers is what is connected to: a name cannot
 * lead somewhere else between the look and the connection. Fails with PrivateAddress when any address is not public.
 */
export const publicLookup: LookupFunction = (hostname, options, answer) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return answer(error, '', 0);
    const [first] = addresses;
    const isFine = addresses.every(({ address, family }) => isPublicAddress(address, family === 6 ? 6 : 4));
    if (!first || !isFine) return answer(new PrivateAddress(`${hostname} leads inside`), '', 0);
    if (options.all) return answer(null, addresses);
    return answer(null, first.address, first.family);
  });
};
