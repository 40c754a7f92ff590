import type { Me } from '@nova/contract';
import { type Query, updateProfile } from '@nova/db';
import { codeOf } from '../errors/database-failure.ts';
import { refuse } from '../errors/refusal.ts';
import { asOneself } from '../lock/as-oneself.ts';
import type { Issuer } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';
import { tellOfPerson } from './tell-of-person.ts';

/** Changes what others see of oneself, and tells them (P1). @throws Refusal HANDLE_TAKEN; UNAUTHENTICATED. */
export async function changeProfile(
  parts: ApiParts,
  {
    name = null,
    handle = null,
  }: { readonly name?: string | null | undefined; readonly handle?: string | null | undefined },
  issuer: Issuer,
): Promise<Me> {
  const me = await asOneself(parts, {
    action: 'user.updateProfile',
    issuer,
    targetId: issuer.userId,
    async act(query) {
      const out = await write(query, issuer.userId, { name, handle });
      return { out, audit: { details: { name, handle } } };
    },
  });
  await tellOfPerson(parts, issuer);
  return me;
}

async function write(
  query: Query,
  userId: string,
  change: { readonly name: string | null; readonly handle: string | null },
): Promise<Me> {
  try {
    const me = await updateProfile(query, userId, change);
    if (!me) throw refuse('UNAUTHENTICATED');
    return me;
  } catch (error) {
    // The only unique thing that this can violate is the handle.
    throw codeOf(error) === '23505' ? refuse('HANDLE_TAKEN', { cause: error }) : error;
  }
}
