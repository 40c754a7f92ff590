import type { SearchHit, SnippetPart } from './search.ts';
import { type SearchWord, searchWords } from './query-language.ts';

/** Words that stand side by side in a text that matches. */
export interface Needle {
  readonly text: string;
  /** The last word may go on. */
  readonly isPrefix: boolean;
}

interface Span {
  readonly at: number;
  readonly end: number;
}

const snippetMaxChars = 240;
/** How much of the text before the first hit is shown. */
const leadChars = 60;

/** The part of a text around its first hit, cut into hits and what lies between. Joined it is the text, bar `…` where it was cut. */
export function snippet(text: string, needles: readonly Needle[]): SnippetPart[] {
  const hits = hitsIn(text, needles);
  const first = hits[0]?.at ?? 0;
  const start = text.length <= snippetMaxChars || first <= leadChars ? 0 : boundary(text, first - leadChars);
  const end = text.length - start <= snippetMaxChars ? text.length : boundary(text, start + snippetMaxChars);
  const parts: SnippetPart[] = [];
  const add = (from: number, to: number, isHit: boolean): void => {
    if (to > from) parts.push({ text: text.slice(from, to), isHit });
  };
  if (start > 0) parts.push({ text: '…', isHit: false });
  let at = start;
  for (const hit of hits) {
    if (hit.at < start || hit.end > end) continue;
    add(at, hit.at, false);
    add(hit.at, hit.end, true);
    at = hit.end;
  }
  add(at, end, false);
  if (end < text.length) parts.push({ text: '…', isHit: false });
  return parts;
}

/** The name of a file as a hit tells it, marked where it matches. A name is short: it is never cut. */
export function namedFile(fileName: string, needles: readonly Needle[]): Pick<SearchHit, 'fileName' | 'fileNameFound'> {
  const parts = snippet(fileName, needles);
  return parts.some(({ isHit }) => isHit) ? { fileName, fileNameFound: parts } : { fileName };
}

/** Of the files of a message the first that is found by its name, else the first; nothing without any. */
export function foundFile(
  fileNames: readonly string[],
  needles: readonly Needle[],
): Partial<ReturnType<typeof namedFile>> {
  const named = fileNames.map((name) => namedFile(name, needles));
  return named.find(({ fileNameFound }) => fileNameFound !== undefined) ?? named[0] ?? {};
}

/** Whether the words of a text match. */
export function hasNeedle(words: readonly SearchWord[], needle: Needle): boolean {
  return !matchesOf(words, needle).next().done;
}

/** Where a text matches: ascending, not overlapping. */
function hitsIn(text: string, needles: readonly Needle[]): Span[] {
  const words = searchWords(text);
  const found = needles.flatMap((needle) => [...matchesOf(words, needle)]);
  found.sort((a, b) => a.at - b.at || b.end - a.end);
  const apart: Span[] = [];
  for (const span of found) if (span.at >= (apart.at(-1)?.end ?? 0)) apart.push(span);
  return apart;
}

function* matchesOf(words: readonly SearchWord[], { text, isPrefix }: Needle): Generator<Span, void> {
  const sequence = searchWords(text);
  if (sequence.length === 0) return;
  for (const [place, first] of words.entries()) {
    if (first.isUnspaced && sequence.length === 1) {
      yield* inside(first, sequence[0]?.word ?? '');
      continue;
    }
    const last = words[place + sequence.length - 1];
    if (last === undefined) return;
    const isMatch = sequence.every(({ word }, offset) => {
      const actual = words[place + offset]?.word ?? '';
      return isPrefix && offset === sequence.length - 1 ? actual.startsWith(word) : actual === word;
    });
    if (isMatch) yield { at: first.at, end: last.end };
  }
}

/** Every place of a word in a run without spaces. */
function inside(run: { readonly word: string; readonly at: number }, wanted: string): Span[] {
  const spans: Span[] = [];
  for (let at = run.word.indexOf(wanted); wanted !== '' && at >= 0; at = run.word.indexOf(wanted, at + wanted.length)) {
    spans.push({ at: run.at + at, end: run.at + at + wanted.length });
  }
  return spans;
}

/** The nearest place before `at` where a word begins, or failing that a whole character. */
function boundary(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  if (space >= 0 && at - space < 30) return space + 1;
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
