import type { ListThreadsInput, ListThreadsOutput } from '@nova/contract';
import { listThreads, type ThreadsPlace } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';

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
  const at = Date.parse((end.last ?? end.root).sentAt);
  return { threads, next: `${end.unread > 0 ? 1 : 0}.${at}.${end.root.id}` };
}

/** The furthest that a JavaScript date reaches; Postgres knows no earlier one than year 1 of these. */
const furthestMs = 8.64e15;

function placeOf(cursor: string): ThreadsPlace {
  const match = /^([01])\.(-?\d{1,16})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  const atMs = Number(match?.[2]);
  if (!match?.[3] || Math.abs(atMs) > furthestMs) throw refuse('BAD_CURSOR');
  const at = new Date(atMs);
  if (at.getUTCFullYear() < 1 || at.getUTCFullYear() > 9_999) throw refuse('BAD_CURSOR');
  return { hasUnread: match[1] === '1', at: at.toISOString(), rootId: match[3] };
}
