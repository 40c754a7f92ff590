import type { SetMailInput } from '@nova/contract';
import { setMail } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { asOneself } from '../lock/as-oneself.ts';
import type { Issuer } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';

/** Changes how mail reaches the caller. Idempotent. @throws Refusal UNAUTHENTICATED. */
export function changeMail(
  parts: ApiParts,
  {
    digest = null,
    language = null,
    timeZone = null,
  }: Readonly<{ [Key in keyof SetMailInput]: SetMailInput[Key] | null }>,
  issuer: Issuer,
): Promise<null> {
  return asOneself(parts, {
    action: 'mail.set',
    issuer,
    targetId: issuer.userId,
    async act(query) {
      if (!(await setMail(query, issuer.userId, { digest, language, timeZone }))) throw refuse('UNAUTHENTICATED');
      return { out: null, audit: { details: { digest, language, timeZone } } };
    },
  });
}
