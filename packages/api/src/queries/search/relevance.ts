import { searchWords } from '@nova/contract';
import type { FoundEntry } from '@nova/db';
import type { SearchCursor } from './search-cursor.ts';

/** By relevance the newest that match are judged together, this many at a time. */
export const judgedTogether = 500;
/** A match this old counts for half of what its newness adds. */
const halfLifeMs = 365 * 24 * 3_600_000;

type Scored = FoundEntry & { readonly score: number };

export interface Page {
  readonly shown: readonly FoundEntry[];
  readonly next: SearchCursor | null;
}

/** The best of those that were found together. */
export function byRelevance(found: readonly FoundEntry[], limit: number, from: SearchCursor): Page {
  const [newest, oldest] = [found[0], found.at(-1)];
  if (!newest || !oldest) return { shown: [], next: null };
  const topMs = Date.parse(newest.sentAt);
  const scored = found.map((entry): Scored => ({ ...entry, score: scoreOf(entry, from.weights, topMs) })).sort(byScore);
  const left = from.shown === null ? scored : scored.filter((entry) => byScore(entry, from.shown ?? entry) > 0);
  const shown = left.slice(0, limit);
  const last = shown.at(-1);
  if (last && left.length > limit) {
    // What is written from now on belongs to no page of this search.
    const olderThan = from.olderThan ?? { sentAt: newest.sentAt, messageId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
    return { shown, next: { ...from, olderThan, shown: { score: last.score, messageId: last.messageId } } };
  }
  const olderThan = { sentAt: oldest.sentAt, messageId: oldest.messageId };
  return { shown, next: found.length === judgedTogether ? { ...from, olderThan, shown: null } : null };
}

/** How much of what was asked for is there (rare words count more), then how close together, then how new it is. */
function scoreOf({ rank, sentAt, body }: FoundEntry, weights: SearchCursor['weights'], topMs: number): number {
  const newness = 2 ** ((Date.parse(sentAt) - topMs) / halfLifeMs);
  return coverage(body, weights) + 0.3 * Math.min(1, 5 * rank) + 0.1 * newness;
}

function coverage(body: string, weights: SearchCursor['weights']): number {
  let all = 0;
  let there = 0;
  const inBody = new Set(searchWords(body).map(({ word }) => word));
  for (const { words, weight } of weights) {
    all += weight;
    if (words.some((word) => inBody.has(word))) there += weight;
  }
  return all === 0 ? 1 : there / all;
}

/** The best first. */
function byScore(
  a: { readonly score: number; readonly messageId: string },
  b: { readonly score: number; readonly messageId: string },
): number {
  return b.score - a.score || (a.messageId < b.messageId ? 1 : a.messageId > b.messageId ? -1 : 0);
}
