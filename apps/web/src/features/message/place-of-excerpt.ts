import type { Excerpt } from '@nova/contract';
import type { Place } from '../../navigation/place.ts';
import { conversationPlace, threadPlace } from '../../navigation/place.ts';

/** Where a message is read: in its thread, when it is in one. */
export function placeOfExcerpt({ conversationId, seq, threadRootId }: Excerpt): Place {
  return threadRootId === null
    ? conversationPlace(conversationId, seq)
    : threadPlace(conversationId, threadRootId, seq);
}
