import type { Id, Message } from '@nova/contract';
import type { Snapshot } from '../store/device-store.ts';
import { searchable } from './searchable.ts';

/** A message on the device that has all the words. */
export interface DeviceMatch {
  readonly conversationId: Id;
  readonly message: Message;
}

/** What is looked for. */
export interface DeviceQuery {
  readonly text: string;
  /** Only in this conversation. */
  readonly conversationId?: Id;
  /** At most this many (default 50), the newest. */
  readonly limit?: number;
}

/** The messages in which every word of the query begins some word – or, in scripts without spaces, stands anywhere. */
export function searchSnapshots(snapshots: readonly Snapshot[], query: DeviceQuery): readonly DeviceMatch[] {
  const words = searchable(query.text)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const matches = snapshots
    .filter(({ conversationId }) => query.conversationId === undefined || conversationId === query.conversationId)
    .flatMap(({ conversationId, messages }) =>
      messages.flatMap((message) => {
        const body = message.body === null ? null : searchable(message.body);
        return body !== null && words.every((word) => isIn(body, word)) ? [{ conversationId, message }] : [];
      }),
    );
  // Between conversations there is no order but that of their clocks.
  return matches.toSorted((a, b) => (a.message.sentAt < b.message.sentAt ? 1 : -1)).slice(0, query.limit ?? 50);
}

const letter = /[\p{L}\p{N}]/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

function isIn(body: string, word: string): boolean {
  for (let at = body.indexOf(word); at >= 0; at = body.indexOf(word, at + 1)) {
    const before = body[at - 1];
    if (before === undefined || !letter.test(before) || unspaced.test(word)) return true;
  }
  return false;
}
