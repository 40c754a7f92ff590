import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;

/** Where may be asked. */
export interface Reach {
  /** Ranges, as `10.1.0.0/16` or `127.0.0.1/32`, that may be asked, at any port, although they are inside of networks. */
  readonly inside: readonly string[];
}

/** What the IPv6 internet uses: all else that looks global is old, special, or another way to write IPv4. */
const globalIpv6 = ipaddr.parseCIDR('2000::/3');
/** Ports of pages; others belong to services that a request could harm. */
const ports: ReadonlySet<number> = new Set([80, 443]);

/**
 * Whether a page at this address may be asked for: one of the whole internet, at the ports of pages. Not what is inside
 * of a network, of this machine, or of a translation between the two kinds of addresses, in whatever way it is written.
 * What is no address may not.
 */
export function mayReach(text: string, port: number, { inside }: Reach): boolean {
  // Without zones, and without short ways to write: the way of `URL` and of resolvers.
  const isIpv4 = ipaddr.IPv4.isValidFourPartDecimal(text);
  if (!isIpv4 && (!ipaddr.IPv6.isValid(text) || text.includes('%'))) return false;
  const address = ipaddr.parse(text);
  if (inside.some((range) => isWithin(address, ipaddr.parseCIDR(range)))) return true;
  if (!ports.has(port) || address.range() !== 'unicast') return false;
  return isIpv4 || isWithin(address, globalIpv6);
}

/** Whether a text is a range that `Reach` understands. */
export function isRange(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}

function isWithin(address: Address, [base, bits]: readonly [Address, number]): boolean {
  return address.kind() === base.kind() && address.match(base, bits);
}
