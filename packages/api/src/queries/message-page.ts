import { encodeCursor, limits, type ListInput, type ListOutput } from '@nova/contract';
import { listMessages, type PageWindow } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';

/** A page of history and the cursor to follow from, true at one instant (D6). @throws Refusal NOT_A_MEMBER. */
export async function messagePage(parts: ApiParts, input: ListInput, userId: string): Promise<ListOutput> {
  const { conversationId } = input;
  const window = windowOf(input);
  const page = await listMessages(parts.db.query, { conversationId, userId }, window);
  if (!page) throw refuse('NOT_A_MEMBER');
  const older = page.messages.filter(({ seq }) => seq <= window.pivot);
  const newer = page.messages.filter(({ seq }) => seq > window.pivot);
  return {
    messages: [...older.slice(Math.max(0, older.length - window.older)), ...newer.slice(0, window.newer)],
    notices: page.notices.slice(-limits.noticesPerPage),
    noticesCut: page.notices.length > limits.noticesPerPage,
    asOfSeq: page.lastSeq,
    cursor: encodeCursor(page.epoch, page.lastSeq),
    hasMoreBefore: older.length > window.older,
    hasMoreAfter: newer.length > window.newer,
  };
}

/** `around` counts its own message to the older half. */
function windowOf({ before, after, around, limit }: ListInput): PageWindow {
  if (before !== undefined) return { pivot: before - 1, older: limit, newer: 0 };
  if (after !== undefined) return { pivot: after, older: 0, newer: limit };
  if (around !== undefined) return { pivot: around, older: Math.ceil(limit / 2), newer: Math.floor(limit / 2) };
  return { pivot: Number.MAX_SAFE_INTEGER, older: limit, newer: 0 };
}
