import type { Id, SearchHit, SearchOutput } from '@nova/contract';
import { commonSpan, daySpan, foundFile, parseSearch, snippet, startHere, typedOperators } from '@nova/contract';
import type { Account } from '../account.ts';
import type { Network } from '../network.ts';
import { classify } from '../outbox/classification.ts';
import type { DeviceStore } from '../store/device-store.ts';
import type { DeviceMatch, DeviceQuery } from './device-search.ts';
import { searchSnapshots } from './device-search.ts';
import { searchNames } from './search-names.ts';

/** What is looked for. */
export interface SearchQuery {
  /** Words, "phrases", -exclusions, prefix*, and operators such as `from:ann`; days are those of this device. */
  readonly text: string;
  /** What may be meant where nothing has the words of `text` as they are: asked for then, and answered if it finds something. */
  readonly orElse?: string | undefined;
  /** Only in this conversation. */
  readonly conversationId?: Id | undefined;
  readonly sort: 'relevance' | 'time';
  /** From the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface SearchAnswer extends Pick<SearchOutput, 'corrected' | 'dropped' | 'cursor'> {
  readonly hits: readonly SearchHit[];
  /** On the device only what it keeps was looked through, the newest first, and there is one page of it. */
  readonly from: 'server' | 'device';
  readonly hasMore: boolean;
}

interface Places {
  readonly account: Account;
  readonly store: DeviceStore;
  readonly network: Network;
}

const nothing: SearchAnswer = { hits: [], corrected: [], dropped: [], cursor: null, from: 'server', hasMore: false };

/** See `SearchHandle.find`. */
export async function findMessages(places: Places, query: SearchQuery, signal?: AbortSignal): Promise<SearchAnswer> {
  const found = await findAsTyped(places, query, signal);
  const { orElse, ...rest } = query;
  // A page's cursor says for itself what it goes on with.
  if (orElse === undefined || query.cursor !== undefined || isAsTyped(found)) return found;
  const other = await findAsTyped(places, { ...rest, text: orElse }, signal);
  return other.hits.length > 0 ? other : found;
}

/** Something has all the words, or the device was asked, where a word may go on anyway. */
function isAsTyped({ hits, corrected, dropped, from }: SearchAnswer): boolean {
  return from === 'device' || (hits.length > 0 && corrected.length + dropped.length === 0);
}

async function findAsTyped(
  { account, store, network }: Places,
  query: SearchQuery,
  signal?: AbortSignal,
): Promise<SearchAnswer> {
  const { clauses, operators } = parseSearch(query.text);
  if (clauses.length + operators.length === 0) return nothing;
  const { text, ...days } = withDaysOfHere(query.text);
  try {
    if (!network.online() && query.cursor === undefined) return await onDevice({ account, store }, query);
    const { conversationId, sort, limit, cursor } = query;
    const found = await account.search(
      {
        text,
        ...days,
        sort,
        limit,
        ...(conversationId === undefined ? {} : { conversationId }),
        ...(cursor === undefined ? {} : { cursor }),
      },
      signal,
    );
    return { ...found, from: 'server', hasMore: found.cursor !== null };
  } catch (error) {
    const isAway = signal?.aborted !== true && query.cursor === undefined && isUnanswered(error);
    if (!isAway) throw error;
    return onDevice({ account, store }, query);
  }
}

/** See `SearchHandle.onDevice`. */
export async function findOnDevice(
  { account, store }: Omit<Places, 'network'>,
  query: DeviceQuery,
): Promise<readonly DeviceMatch[]> {
  const names = searchNames({
    self: account.userId,
    people: account.people.known,
    conversations: account.inbox.view.conversations,
  });
  return searchSnapshots(await store.loadSnapshots(account.userId), query, names);
}

async function onDevice(places: Omit<Places, 'network'>, query: SearchQuery): Promise<SearchAnswer> {
  const { text, conversationId, limit } = query;
  const matches = await findOnDevice(places, { text, conversationId, limit: limit + 1 });
  const needles = parseSearch(text).clauses.flatMap(({ text: words, isPhrase, isPrefix, isExcluded }) =>
    isExcluded ? [] : [{ text: words, isPrefix: isPrefix || !isPhrase }],
  );
  const hits = matches.slice(0, limit).map(({ message, conversationId: place }): SearchHit => {
    const { id: messageId, seq, senderId, sentAt, editedAt, threadRootId, body, attachments = [] } = message;
    return {
      messageId,
      conversationId: place,
      seq,
      senderId,
      sentAt,
      editedAt,
      threadRootId,
      snippet: snippet(body ?? '', needles),
      ...foundFile(
        attachments.map(({ name }) => name),
        needles,
      ),
    };
  });
  return { ...nothing, hits, from: 'device', hasMore: matches.length > limit };
}

/** There was no way to the server, or it did not answer; what it answered itself is its answer. */
function isUnanswered(error: unknown): boolean {
  const { cause } = classify(error);
  return cause === 'NO_CONNECTION' || cause === 'UNREACHABLE' || cause === 'NO_ANSWER' || cause === 'HTTP_BUSY';
}

/** The server knows no time zone: days are said as instants. One that there is not stays, and finds nothing. */
function withDaysOfHere(typed: string): { text: string; after?: string; before?: string } {
  let text = typed;
  const spans = typedOperators(typed)
    .toReversed()
    .flatMap(({ name, value, at, end }) => {
      const span = name === 'on' || name === 'before' || name === 'after' ? daySpan(name, value, startHere) : null;
      if (span === null) return [];
      text = text.slice(0, at) + text.slice(end);
      return [span];
    });
  return { text: text.trim(), ...commonSpan(spans) };
}
