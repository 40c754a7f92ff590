import { encodeCursor, type ThreadInput, type ThreadOutput } from '@nova/contract';
import { listMessages, locateMessage, readThreadPlace } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';

/**
 * Replies of a thread with their root, true at one instant (D6); the root may be deleted.
 * @throws Refusal MESSAGE_NOT_FOUND for what is no root of a thread that the user may read (A1).
 */
export async function threadPage(parts: ApiParts, input: ThreadInput, userId: string): Promise<ThreadOutput> {
  const { rootId, before = Number.MAX_SAFE_INTEGER, limit } = input;
  const { query } = parts.db;
  const [conversationId, place] = await Promise.all([
    locateMessage(query, rootId, userId),
    readThreadPlace(query, userId, rootId),
  ]);
  if (conversationId === null) throw refuse('MESSAGE_NOT_FOUND');
  const of = { conversationId, userId, threadRootId: rootId };
  const page = await listMessages(query, of, { pivot: before - 1, older: limit, newer: 0 });
  const root = page?.messages.find(({ id }) => id === rootId);
  if (!page || !root || root.threadRootId !== null) throw refuse('MESSAGE_NOT_FOUND');
  const replies = page.messages.filter(({ id }) => id !== rootId);
  return {
    root,
    messages: replies.slice(-limit),
    asOfSeq: page.lastSeq,
    cursor: encodeCursor(page.epoch, page.lastSeq),
    hasMoreBefore: replies.length > limit,
    place,
  };
}
