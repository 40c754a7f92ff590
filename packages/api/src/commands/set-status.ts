import type { Me, UserStatus } from '@nova/contract';
import { getMe, setStatus } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { asOneself } from '../lock/as-oneself.ts';
import type { Issuer } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';
import { tellOfPerson } from './tell-of-person.ts';

/** Sets or takes down what stands beside the caller's name (P1). What they set last counts. Idempotent. @throws Refusal UNAUTHENTICATED. */
export async function changeStatus(
  parts: ApiParts,
  { status }: { readonly status: UserStatus | null },
  issuer: Issuer,
): Promise<Me> {
  const me = await asOneself(parts, {
    action: 'user.setStatus',
    issuer,
    targetId: issuer.userId,
    async act(query) {
      if (!(await setStatus(query, issuer.userId, status))) throw refuse('UNAUTHENTICATED');
      const out = await getMe(query, issuer.userId);
      if (!out) throw refuse('UNAUTHENTICATED');
      return { out, audit: { details: { emoji: status?.emoji ?? null, until: status?.until ?? null } } };
    },
  });
  await tellOfPerson(parts, issuer);
  return me;
}
