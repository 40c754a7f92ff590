import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * Who asks, for limits: what the proxy in front says, if there is one, else the peer. Its last entry counts, the one
 * that the proxy itself has seen. Of an IPv6 address the network part, since one customer has all the rest.
 */
export function addressOf(req: IncomingMessage, addressHeader: string | undefined): string {
  const told = addressHeader === undefined ? undefined : req.headers[addressHeader];
  const last = (Array.isArray(told) ? told.at(-1) : told)?.split(',').at(-1)?.trim();
  return networkOf(last || (req.socket.remoteAddress ?? 'unknown'));
}

function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':') || !isIPv6(plain)) return plain.slice(0, 64);
  const [head = '', tail = ''] = plain.split('::');
  const left = head.split(':').filter((part) => part !== '');
  const right = tail.split(':').filter((part) => part !== '');
  const zeros = plain.includes('::') ? Array.from({ length: 8 - left.length - right.length }, () => '0') : [];
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

/** Whether a peer is this very machine. */
export function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(::ffff:)?127\./i.test(address ?? '');
}
