import { lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '@nova/previews';

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
    const isFine = addresses.every(({ address }) => isPublicAddress(address));
    if (!first || !isFine) return answer(new PrivateAddress(`${hostname} leads inside`), '', 0);
    if (options.all) return answer(null, addresses);
    return answer(null, first.address, first.family);
  });
};
