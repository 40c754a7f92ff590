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
  const valuesOf = (name: SearchOperator['name'], isNot = false): string[] =>
    operators.filter((one) => one.name === name && (one.isNot ?? false) === isNot).map(({ value }) => value);
  const [from, place] = [valuesOf('from'), valuesOf('in')];
  const [notFrom, notIn] = [valuesOf('from', true), valuesOf('in', true)];
  const isNamed = from.length + place.length > 0 || input.senderId !== undefined;
  const names = isNamed
    ? await resolveSearchNames(parts.db.search, { userId, from, senderId: input.senderId ?? null, in: place })
    : null;
  const others =
    notFrom.length + notIn.length > 0
      ? await resolveSearchNames(parts.db.search, { userId, from: notFrom, senderId: null, in: notIn })
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
  const traits = traitsOf([
    ...[...input.has, ...input.is].map((value) => ({ value, isWanted: true })),
    ...(['has', 'is'] as const).flatMap((name) =>
      [false, true].flatMap((isNot) => valuesOf(name, isNot).map((value) => ({ value, isWanted: !isNot }))),
    ),
  ]);
  if (traits === 'nothing') return 'nothing';
  const asked = {
    conversationIds,
    notConversationIds: others?.conversationIds ?? [],
    senderIds,
    notSenderIds: others?.fromIds ?? [],
    before,
    after,
    hasLink: traits.get('link') ?? null,
    hasReaction: traits.get('reaction') ?? null,
    hasFile: traits.get('file') ?? null,
    isInThread: traits.get('thread') ?? null,
    isReply: traits.get('reply') ?? null,
    isPinned: traits.get('pinned') ?? null,
  };
  const isNarrow = others !== null || Object.values(asked).some((value) => value !== null && !Array.isArray(value));
  return { ...asked, isNarrow: isNarrow || conversationIds !== null || senderIds !== null };
}

const known: ReadonlySet<string> = new Set(['link', 'reaction', 'file', 'thread', 'reply', 'pinned']);

/** What must, and what must not hang on a message; `nothing` for what there is not, and for what contradicts itself. */
function traitsOf(
  asked: readonly { readonly value: string; readonly isWanted: boolean }[],
): ReadonlyMap<string, boolean> | 'nothing' {
  const traits = new Map<string, boolean>();
  for (const { value, isWanted } of asked) {
    const trait = value.toLowerCase();
    if (!known.has(trait) || (traits.get(trait) ?? isWanted) !== isWanted) return 'nothing';
    traits.set(trait, isWanted);
  }
  return traits;
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
