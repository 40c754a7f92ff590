import type { Me, UserStatus } from '@nova/contract';
import { endPause, getMe, setNotifySettings, setStatus } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { asOneself } from '../lock/as-oneself.ts';
import type { Issuer } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';
import { tellOfPerson } from './tell-of-person.ts';

/**
 * Sets or takes down what stands beside the caller's name (P1). What they set last counts: a pause that came with the
 * status before goes with it (P3). Idempotent. @throws Refusal UNAUTHENTICATED.
 */
export async function changeStatus(
  parts: ApiParts,
  { status, pause }: { readonly status: UserStatus | null; readonly pause: boolean },
  issuer: Issuer,
): Promise<Me> {
  const me = await asOneself(parts, {
    action: 'user.setStatus',
    issuer,
    targetId: issuer.userId,
    async act(query) {
      const until = status?.until ?? null;
      const before = await setStatus(query, issuer.userId, status);
      const out = await getMe(query, issuer.userId);
      if (!before || !out) throw refuse('UNAUTHENTICATED');
      if (before.stoodUntil !== null) await endPause(query, issuer.userId, before.stoodUntil);
      if (pause && until !== null) await setNotifySettings(query, issuer.userId, { dndUntil: until });
      return { out, audit: { details: { emoji: status?.emoji ?? null, until, pause } } };
    },
  });
  await tellOfPerson(parts, issuer);
  parts.inbox.touchedOwn(issuer.userId, 'notifications');
  return me;
}
