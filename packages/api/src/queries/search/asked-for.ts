import { type SearchClause, type SearchInput, type SearchOperator, searchWords } from '@nova/contract';
import { resolveSearchNames, type SearchPhrases, type SearchWindow } from '@nova/db';
import type { ApiParts } from '../../parts.ts';

/** Everything that a search asks for beside words. */
export interface Asked extends Omit<SearchWindow, 'userId' | 'olderThan' | 'limit'> {
  /** Whether any of it is asked for. */
  readonly isNarrow: boolean;
}

const dayMs = 24 * 3_600_000;

/**
 * Joins the filters of the input with the operators that were typed; days are those of UTC, which a caller with a time
 * zone resolves itself. `nothing`: an operator names somebody or something that there is not, or two contradict.
 */
export async function askedFor(
  parts: ApiParts,
  {
    input,
    operators,
    userId,
  }: { readonly input: SearchInput; readonly operators: readonly SearchOperator[]; readonly userId: string },
): Promise<Asked | 'nothing'> {
  const valuesOf = (name: SearchOperator['name']): string[] =>
    operators.filter((one) => one.name === name).map(({ value }) => value);
  const [from, place] = [valuesOf('from'), valuesOf('in')];
  const named =
    from.length + place.length > 0 ? await resolveSearchNames(parts.db.search, { userId, from, in: place }) : null;
  const senderId = agreed(named?.senderIds ?? [], input.senderId);
  const conversationId = agreed(named?.conversationIds ?? [], input.conversationId);
  const days = [
    ...valuesOf('on').map((day) => spanOf(day)),
    ...valuesOf('after').map((day) => openSpan(day, 'after')),
    ...valuesOf('before').map((day) => openSpan(day, 'before')),
  ];
  if (senderId === undefined || conversationId === undefined || days.includes(null)) return 'nothing';
  const has = new Set([...input.has, ...valuesOf('has')].map((one) => one.toLowerCase()));
  const is = new Set([...input.is, ...valuesOf('is')].map((one) => one.toLowerCase()));
  for (const one of has) if (one !== 'link' && one !== 'reaction' && one !== 'file') return 'nothing';
  for (const one of is) if (one !== 'thread' && one !== 'reply' && one !== 'pinned') return 'nothing';
  const asked = {
    conversationId,
    senderId,
    before: earliest([input.before, ...days.map((day) => day?.before)]),
    after: latest([input.after, ...days.map((day) => day?.after)]),
    hasLink: has.has('link'),
    hasReaction: has.has('reaction'),
    hasFile: has.has('file'),
    isInThread: is.has('thread'),
    isReply: is.has('reply'),
    isPinned: is.has('pinned'),
  };
  return { ...asked, isNarrow: Object.values(asked).some((value) => value !== null && value !== false) };
}

/** What a clause asks for, as the database reads it. */
export function clauseRow({ text, isPrefix, isExcluded }: SearchClause): SearchPhrases {
  const last = searchWords(text).at(-1);
  // One character of a script without spaces: every pair that begins with it.
  const isHalfPair = last !== undefined && last.isUnspaced && Array.from(last.word).length === 1;
  return { any: [text], prefix: isPrefix || isHalfPair, not: isExcluded };
}

/** The one id that all agree on, null when nobody names one; undefined when they do not, or name nothing there is. */
function agreed(typed: readonly (string | null)[], given: string | undefined): string | null | undefined {
  const ids = new Set(given === undefined ? typed : [...typed, given]);
  if (ids.size > 1) return undefined;
  const [id = null] = ids;
  return id === null && ids.size > 0 ? undefined : id;
}

interface Span {
  readonly after?: string;
  readonly before?: string;
}

function startOf(day: string): number | null {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(day)) return null;
  const ms = Date.parse(day);
  return Number.isNaN(ms) ? null : ms;
}

/** A day, a month or a year. */
function spanOf(text: string): Span | null {
  const ms = startOf(text);
  if (ms === null) return null;
  const start = new Date(ms);
  const end = new Date(ms);
  if (text.length === 4) end.setUTCFullYear(end.getUTCFullYear() + 1);
  else if (text.length === 7) end.setUTCMonth(end.getUTCMonth() + 1);
  else end.setTime(ms + dayMs);
  return { after: start.toISOString(), before: end.toISOString() };
}

/** `after:` a day means from the next one on; `before:` it ends where it begins. */
function openSpan(text: string, side: 'after' | 'before'): Span | null {
  const span = spanOf(text);
  if (span === null) return null;
  return side === 'after' ? { after: span.before ?? '' } : { before: span.after ?? '' };
}

function earliest(times: readonly (string | undefined)[]): string | null {
  return sorted(times)[0] ?? null;
}

function latest(times: readonly (string | undefined)[]): string | null {
  return sorted(times).at(-1) ?? null;
}

function sorted(times: readonly (string | undefined)[]): string[] {
  return times.filter((time) => time !== undefined).sort((a, b) => Date.parse(a) - Date.parse(b));
}
