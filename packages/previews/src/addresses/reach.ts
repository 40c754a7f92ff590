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
 * Whether a page at this address may be asked for: a public one, at the ports of pages, or one that the deployment names.
 * What is no address may not.
 */
export function mayReach(text: string, port: number, { inside }: Reach): boolean {
  const address = addressOf(text);
  if (!address) return false;
  return inside.some((range) => isWithin(address, ipaddr.parseCIDR(range))) || (ports.has(port) && isPublic(address));
}

/**
 * Whether this is an address of the whole internet. Not what is inside of a network, of this machine, or of a translation
 * between the two kinds of addresses, in whatever way it is written; nor what is no address.
 */
export function isPublicAddress(text: string): boolean {
  const address = addressOf(text);
  return address !== null && isPublic(address);
}

/** Without zones, and without short ways to write: the way of `URL` and of resolvers. */
function addressOf(text: string): Address | null {
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(text) || (ipaddr.IPv6.isValid(text) && !text.includes('%'));
  return isAddress ? ipaddr.parse(text) : null;
}

function isPublic(address: Address): boolean {
  return address.range() === 'unicast' && (address.kind() === 'ipv4' || isWithin(address, globalIpv6));
}

/** Whether a text is a range that `Reach` understands. */
export function isRange(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}

function isWithin(address: Address, [base, bits]: readonly [Address, number]): boolean {
  return address.kind() === base.kind() && address.match(base, bits);
}
