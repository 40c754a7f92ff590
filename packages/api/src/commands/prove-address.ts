import { proveAddress } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { asOneself } from '../lock/as-oneself.ts';
import type { Issuer } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';

/**
 * Takes a link from a mail as the proof that the caller's address is theirs (E1). Both are needed: the link, which only
 * the address has, and the account, so that nobody proves somebody else's by a click in their own mail. Idempotent.
 *
 * @throws Refusal LINK_INVALID, also for the link of another account or of an address that is not the caller's any more.
 */
export function proveCommand(parts: ApiParts, token: string, issuer: Issuer): Promise<{ email: string }> {
  return asOneself(parts, {
    action: 'mail.prove',
    issuer,
    targetId: issuer.userId,
    async act(query) {
      const proof = parts.mail.readProof(token);
      if (proof?.userId !== issuer.userId || !(await proveAddress(query, proof))) throw refuse('LINK_INVALID');
      return { out: { email: proof.email }, audit: {} };
    },
  });
}
