import type { Revision } from '@nova/contract';
import { listRevisions } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';

/** Every text a message has had, oldest first. @throws Refusal MESSAGE_NOT_FOUND; MESSAGE_DELETED (X1). */
export async function messageRevisions(parts: ApiParts, messageId: string, userId: string): Promise<Revision[]> {
  const history = await listRevisions(parts.db.query, messageId, userId);
  if (!history) throw refuse('MESSAGE_NOT_FOUND');
  if (history.isDeleted) throw refuse('MESSAGE_DELETED');
  return [...history.revisions];
}
