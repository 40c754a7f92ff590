import type { ListThreadsInput, ListThreadsOutput } from '@nova/contract';
import { listThreads, type ThreadsPlace } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';
import { decodeTimePlace, encodeTimePlace } from './time-cursor.ts';

/** Threads that a person follows, a page of them. @throws Refusal BAD_CURSOR. */
export async function threadsPage(
  parts: ApiParts,
  { after, limit }: ListThreadsInput,
  userId: string,
): Promise<ListThreadsOutput> {
  const found = await listThreads(parts.db.query, userId, {
    after: after === undefined ? null : placeOf(after),
    limit: limit + 1,
  });
  const threads = found.slice(0, limit);
  const end = threads.at(-1);
  if (!end || found.length <= limit) return { threads, next: null };
  const place = encodeTimePlace({ at: (end.last ?? end.root).sentAt, id: end.root.id });
  return { threads, next: `${end.unread > 0 ? 'u' : 'r'}.${place}` };
}

function placeOf(cursor: string): ThreadsPlace {
  const [kind, ...place] = cursor.split('.');
  if (kind !== 'u' && kind !== 'r') throw refuse('BAD_CURSOR');
  const { at, id: rootId } = decodeTimePlace(place.join('.'));
  return { hasUnread: kind === 'u', at, rootId };
}
