import {
  hasNeedle,
  namedFile,
  parseSearch,
  type SearchHit,
  type SearchInput,
  type SearchOutput,
  searchWords,
  snippet,
} from '@nova/contract';
import { type FoundEntry, planSearch, searchMessages, type SearchWindow } from '@nova/db';
import type { ApiParts } from '../../parts.ts';
import { searchable } from '../people.ts';
import { type Asked, askedFor } from './asked-for.ts';
import { firstWanted, relaxed } from './relaxed.ts';
import { byRelevance, judgedTogether, type Page } from './relevance.ts';
import { decodeSearchCursor, encodeSearchCursor, type SearchCursor } from './search-cursor.ts';
import { typedSearch } from './typed-search.ts';
import { rowsOf, type Wanted } from './wanted.ts';

interface Request {
  readonly input: SearchInput;
  readonly asked: Asked;
  readonly userId: string;
}

/**
 * Full text over what the caller may read now (S1); a word is found in all its forms. By time, the newest first; by
 * relevance, the best among the newest 500 that match, then among the next 500. Where nothing has all the words, typos
 * of one letter are mended; by relevance, messages with most of the words fill a page that those with all of them do not
 * (S3). Idempotent; pages follow one another without repeats.
 *
 * @throws Refusal BAD_CURSOR.
 */
export async function searchPage(
  parts: Pick<ApiParts, 'db'>,
  input: SearchInput,
  userId: string,
): Promise<SearchOutput> {
  const { clauses, operators } = parseSearch(searchable(input.text));
  const asked = await askedFor(parts, { input, operators, userId });
  if (asked === 'nothing') return nothing;
  const request = { input, asked, userId };
  if (input.cursor !== undefined) return pageFrom(parts, request, decodeSearchCursor(input.cursor));
  const typed = await typedSearch(parts, clauses);
  const from: SearchCursor = { wanted: firstWanted(typed, input.sort), olderThan: null, shown: null };
  let best = await pageFrom(parts, request, from);
  if (best.hits.length > 0 && (input.sort === 'time' || best.hits.length >= input.limit)) return best;
  const isEmpty = best.hits.length === 0;
  for await (const { wanted, corrected } of relaxed(parts, typed, input.sort)) {
    const page = await pageFrom(parts, request, { ...from, wanted });
    if (page.hits.length <= best.hits.length) continue;
    best = isEmpty ? { ...page, corrected, dropped: missing(page.hits[0], wanted) } : page;
    if (best.hits.length >= input.limit || (isEmpty && input.sort === 'time')) break;
  }
  return best;
}

const nothing: SearchOutput = { hits: [], cursor: null, corrected: [], dropped: [] };

async function pageFrom(parts: Pick<ApiParts, 'db'>, request: Request, from: SearchCursor): Promise<SearchOutput> {
  const { input, asked, userId } = request;
  const plan = await planSearch(parts.db.search, { userId, clauses: rowsOf(from.wanted) });
  // Words of nothing but signs.
  if (plan.terms === null && !asked.isNarrow) return nothing;
  const { isNarrow: _isNarrow, ...filters } = asked;
  const find = (limit: number): Promise<readonly FoundEntry[]> =>
    searchMessages(parts.db.search, plan, {
      ...filters,
      userId,
      olderThan: from.olderThan,
      limit,
    } satisfies SearchWindow);
  const { shown, next } =
    input.sort === 'time' || plan.terms === null
      ? byTime(await find(input.limit + 1), input.limit, from)
      : byRelevance(await find(judgedTogether), input.limit, from);
  const hits = shown.map((entry) => hitOf(entry, from.wanted));
  return { ...nothing, hits, cursor: next && encodeSearchCursor(next) };
}

function byTime(found: readonly FoundEntry[], limit: number, from: SearchCursor): Page {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  if (!last || found.length <= limit) return { shown, next: null };
  return { shown, next: { ...from, olderThan: { sentAt: last.sentAt, messageId: last.messageId } } };
}

function hitOf({ body, forwarded, fileName, ...entry }: FoundEntry, { clauses }: Wanted): SearchHit {
  const needles = clauses.flatMap(({ any, prefix, not }) =>
    not ? [] : any.map((text) => ({ text, isPrefix: prefix })),
  );
  return {
    ...entry,
    snippet: snippet(forwarded === null ? body : withoutOriginal(body), needles),
    ...(forwarded === null ? {} : { forwarded: snippet(forwarded, needles) }),
    ...(fileName === null ? {} : namedFile(fileName, needles)),
  };
}

/** What was written on a forwarded message: what leads to it is told by what it says. */
function withoutOriginal(body: string): string {
  return body.replace(/\s*↪ \[[^\]]*\]\([^)]*\)\s*$/u, '');
}

/** The typed words that even the best hit has nothing of. */
function missing(best: SearchHit | undefined, { clauses }: Wanted): string[] {
  const said = [...(best?.snippet ?? []), ...(best?.forwarded ?? [])].map((part) => part.text).join('');
  const words = searchWords(`${said} ${best?.fileName ?? ''}`);
  return clauses.flatMap(({ any, word, prefix: isPrefix }) =>
    word === null || any.some((text) => hasNeedle(words, { text, isPrefix })) ? [] : any.slice(0, 1),
  );
}
