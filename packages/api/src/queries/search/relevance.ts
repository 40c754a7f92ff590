import { searchWords } from '@nova/contract';
import type { FoundEntry } from '@nova/db';
import type { SearchCursor } from './search-cursor.ts';
import type { Wanted } from './wanted.ts';

/** By relevance the newest that match are judged together, this many at a time. */
export const judgedTogether = 500;
/** A match this old counts for half of what its newness adds. */
const halfLifeMs = 365 * 24 * 3_600_000;
/** What another form of a word counts, of what the word itself would. */
const formShare = 0.85;

/** How little more a word counts that is said again; how much the length of a text matters; how long one usually is. */
const repeatCounts = 0.4;
const lengthCounts = 0.6;
const usualWords = 14;
/** Shorter texts count as so long. */
const fewWords = 6;
const closenessCounts = 0.15;
const newnessCounts = 0.05;
/** An address leads on. */
const addressCounts = 0.2;
/** Somebody who asks the same has no answer. */
const askingCosts = 0.1;
/** More than any score. */
const repeatCosts = 10;

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
  const asked = askedWords(from.wanted);
  const scored = repeatedLast(found.map((entry) => ({ ...entry, score: scoreOf(entry, asked, topMs) })));
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

/** The best first; what somebody said again in the same words comes after everything else. */
function repeatedLast(found: readonly Scored[]): Scored[] {
  const said = new Set<string>();
  const once = found.toSorted(byScore).map((entry): Scored => {
    const text = `${entry.senderId} ${entry.body}`;
    if (!said.has(text)) {
      said.add(text);
      return entry;
    }
    return { ...entry, score: entry.score - repeatCosts };
  });
  return once.sort(byScore);
}

/** A word that was asked for: what it counts, and what each of its forms counts of that. */
interface AskedWord {
  readonly weight: number;
  readonly shares: ReadonlyMap<string, number>;
}

function askedWords({ clauses }: Wanted): AskedWord[] {
  return clauses.flatMap(({ any, word }) => {
    if (word === null) return [];
    const shares = any.map((text, place) => [wordIn(text), place < word.whole ? 1 : formShare] as const);
    return [{ weight: word.weight, shares: new Map(shares) }];
  });
}

function wordIn(text: string): string {
  return searchWords(text)[0]?.word ?? '';
}

/** How well a message answers: by its words, how close together they are, how new it is, and whether it leads on or only asks. */
function scoreOf(
  { sentAt, body, forwarded, fileName }: FoundEntry,
  asked: readonly AskedWord[],
  topMs: number,
): number {
  const newness = 2 ** ((Date.parse(sentAt) - topMs) / halfLifeMs);
  const words = searchWords(`${body} ${forwarded ?? ''} ${fileName ?? ''}`).map(({ word }) => word);
  const asking = body.trimEnd().endsWith('?') ? askingCosts : 0;
  const leadsOn = body.includes('://') ? addressCounts : 0;
  return (
    saturation(words, asked) + closenessCounts * sideBySide(words, asked) + newnessCounts * newness + leadsOn - asking
  );
}

/**
 * How much of what was asked for is there: rare words count more, repeated ones a little more, and all of them less in a
 * long text (Okapi BM25, as a share of what a text of usual length with each word once has).
 */
function saturation(words: readonly string[], asked: readonly AskedWord[]): number {
  // A few words that match are no better than a sentence that does.
  const length = 1 - lengthCounts + (lengthCounts * Math.max(words.length, fewWords)) / usualWords;
  let [all, there] = [0, 0];
  for (const { weight, shares } of asked) {
    all += weight;
    const times = words.reduce((sum, word) => sum + (shares.get(word) ?? 0), 0);
    there += (weight * times * (repeatCounts + 1)) / (times + repeatCounts * length);
  }
  return all === 0 ? 1 : there / all;
}

/** The share of neighbours in what was asked for that are neighbours in the text. */
function sideBySide(words: readonly string[], asked: readonly AskedWord[]): number {
  let pairs = 0;
  for (const [place, first] of asked.entries()) {
    const second = asked[place + 1];
    if (second && words.some((word, at) => first.shares.has(word) && second.shares.has(words[at + 1] ?? ''))) pairs++;
  }
  return asked.length < 2 ? 0 : pairs / (asked.length - 1);
}

/** The best first. */
function byScore(
  a: { readonly score: number; readonly messageId: string },
  b: { readonly score: number; readonly messageId: string },
): number {
  return b.score - a.score || (a.messageId < b.messageId ? 1 : a.messageId > b.messageId ? -1 : 0);
}
