import { conversationsOf } from '@nova/db';
import type { Issuer } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';

/**
 * Tells whoever sees the caller's name that something about them is committed (P1). Never rejects: what cannot be told
 * is found when everything is doubted.
 */
export async function tellOfPerson(parts: ApiParts, { userId, requestId }: Issuer): Promise<void> {
  try {
    parts.inbox.personChanged(userId, await conversationsOf(parts.db.query, userId));
  } catch (error) {
    parts.meter.failed('tell of a person', error, requestId);
  }
}
