import type { ListDoneInput, ListDoneOutput } from '@nova/contract';
import { listDone } from '@nova/db';
import type { ApiParts } from '../parts.ts';
import { decodeTimePlace, encodeTimePlace } from './time-cursor.ts';

/** Saved messages that are done, a page of them. @throws Refusal BAD_CURSOR. */
export async function donePage(
  parts: ApiParts,
  { after, limit }: ListDoneInput,
  userId: string,
): Promise<ListDoneOutput> {
  const place = after === undefined ? null : decodeTimePlace(after);
  const found = await listDone(parts.db.query, userId, {
    after: place && { at: place.at, messageId: place.id },
    limit: limit + 1,
  });
  const entries = found.slice(0, limit);
  const end = entries.at(-1);
  if (!end?.doneAt || found.length <= limit) return { entries, next: null };
  return { entries, next: encodeTimePlace({ at: end.doneAt, id: end.messageId }) };
}
