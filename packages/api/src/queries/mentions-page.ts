import type { ListMentionsInput, ListMentionsOutput } from '@nova/contract';
import { listMentions, type MentionsPlace } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';
import { decodeTimePlace, encodeTimePlace } from './time-cursor.ts';

/** Messages that mention a person, a page of them. @throws Refusal BAD_CURSOR. */
export async function mentionsPage(
  parts: ApiParts,
  { after, limit }: ListMentionsInput,
  userId: string,
): Promise<ListMentionsOutput> {
  const found = await listMentions(parts.db.query, userId, {
    after: after === undefined ? null : placeOf(after),
    limit: limit + 1,
  });
  const mentions = found.slice(0, limit);
  const end = mentions.at(-1);
  if (!end || found.length <= limit) return { mentions, next: null };
  return { mentions, next: `${end.seq}.${encodeTimePlace({ at: end.sentAt, id: end.conversationId })}` };
}

function placeOf(cursor: string): MentionsPlace {
  const [seq = '', ...place] = cursor.split('.');
  if (!/^[1-9]\d{0,14}$/.test(seq)) throw refuse('BAD_CURSOR');
  const { at, id: conversationId } = decodeTimePlace(place.join('.'));
  return { at, conversationId, seq: Number(seq) };
}
