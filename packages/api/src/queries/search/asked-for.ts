import {
  commonSpan,
  daySpan,
  type SearchClause,
  type SearchInput,
  type SearchOperator,
  searchWords,
  type TimeSpan,
} from '@nova/contract';
import { resolveSearchNames, type SearchPhrases, type SearchWindow } from '@nova/db';
import type { ApiParts } from '../../parts.ts';

/** Everything that a search asks for beside words. */
export interface Asked extends Omit<SearchWindow, 'userId' | 'olderThan' | 'limit'> {
  /** Whether any of it is asked for. */
  readonly isNarrow: boolean;
}

/**
 * Joins the filters of the input with the operators that were typed; days are those of UTC, which a caller with a time
 * zone resolves itself. `nothing`: what the operators name does not exist, or two contradict.
 */
export async function askedFor(
  parts: Pick<ApiParts, 'db'>,
  {
    input,
    operators,
    userId,
  }: { readonly input: SearchInput; readonly operators: readonly SearchOperator[]; readonly userId: string },
): Promise<Asked | 'nothing'> {
  const valuesOf = (name: SearchOperator['name']): string[] =>
    operators.filter((one) => one.name === name).map(({ value }) => value);
  const [from, place] = [valuesOf('from'), valuesOf('in')];
  const isNamed = from.length + place.length > 0 || input.senderId !== undefined;
  const names = isNamed
    ? await resolveSearchNames(parts.db.search, { userId, from, senderId: input.senderId ?? null, in: place })
    : null;
  // Several names mean any of them; what is given beside them must hold too.
  const senderIds = both(from.length > 0 && names?.fromIds, input.senderId !== undefined && names?.senderIds);
  const conversationIds = both(
    place.length > 0 && names?.conversationIds,
    input.conversationId !== undefined && [input.conversationId],
  );
  const days = (['on', 'after', 'before'] as const).flatMap((side) => valuesOf(side).map((day) => daySpan(side, day)));
  const { before = null, after = null } = commonSpan([given(input), ...days.filter((day) => day !== null)]);
  if (senderIds?.length === 0 || conversationIds?.length === 0 || days.includes(null)) return 'nothing';
  const has = new Set([...input.has, ...valuesOf('has')].map((one) => one.toLowerCase()));
  const is = new Set([...input.is, ...valuesOf('is')].map((one) => one.toLowerCase()));
  for (const one of has) if (one !== 'link' && one !== 'reaction' && one !== 'file') return 'nothing';
  for (const one of is) if (one !== 'thread' && one !== 'reply' && one !== 'pinned') return 'nothing';
  const asked = {
    conversationIds,
    senderIds,
    before,
    after,
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

/** What is in both lists; all of one where the other is not there; null when neither is. */
function both(
  a: readonly string[] | false | undefined,
  b: readonly string[] | false | undefined,
): readonly string[] | null {
  if (!a || !b) return a || b || null;
  return a.filter((id) => b.includes(id));
}

function given({ before, after }: SearchInput): TimeSpan {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}
