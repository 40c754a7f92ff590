import type { Id, Message, SearchClause, SearchOperator, SearchWord } from '@nova/contract';
import { commonSpan, daySpan, hasNeedle, parseSearch, searchWords, startHere } from '@nova/contract';
import type { Snapshot } from '../store/device-store.ts';
import type { SearchNames } from './search-names.ts';

/** A message on the device that has all that was asked for. */
export interface DeviceMatch {
  readonly conversationId: Id;
  readonly message: Message;
}

/** What is looked for on the device. */
export interface DeviceQuery {
  /** Words, "phrases", -exclusions, prefix*, and operators such as `from:ann`. */
  readonly text: string;
  /** Only in this conversation. */
  readonly conversationId?: Id | undefined;
  /** At most this many (default 50), the newest. */
  readonly limit?: number | undefined;
}

type Test = (message: Message) => boolean;

/**
 * The messages, replies in threads too, that a query means: as the server finds them, but that a plain word may go on and
 * that no typo is mended. Nothing for a query that asks for nothing.
 */
export function searchSnapshots(
  snapshots: readonly Snapshot[],
  { text, conversationId, limit = 50 }: DeviceQuery,
  names: SearchNames,
): readonly DeviceMatch[] {
  const { clauses, operators } = parseSearch(text);
  if (clauses.length + operators.length === 0) return [];
  const places = valuesOf(operators, 'in');
  const asked = places.length === 0 ? null : new Set(places.flatMap((place) => names.conversations(place)));
  const left = new Set(valuesOf(operators, 'in', true).flatMap((place) => names.conversations(place)));
  const tests = testsOf(operators, names);
  if (tests === 'nothing') return [];
  const isMeant = (message: Message): boolean =>
    message.body !== null && tests.every((test) => test(message)) && hasAll(wordsOf(message), clauses);
  const matches = snapshots
    .filter(({ conversationId: id }) => (conversationId ?? id) === id && (asked?.has(id) ?? true) && !left.has(id))
    .flatMap((snapshot) =>
      messagesOf(snapshot)
        .filter(isMeant)
        .map((message): DeviceMatch => ({ conversationId: snapshot.conversationId, message })),
    );
  // Between conversations there is no order but that of their clocks.
  return matches.toSorted((a, b) => (a.message.sentAt < b.message.sentAt ? 1 : -1)).slice(0, limit);
}

/** Those of the timeline and of the threads; what is in both, once. */
function messagesOf({ messages, threads = [] }: Snapshot): readonly Message[] {
  if (threads.length === 0) return messages;
  const all = [...messages, ...threads.flatMap(([, thread]) => thread.messages)];
  return [...new Map(all.map((message) => [message.id, message])).values()];
}

/** Of its text, and of the names of its files. */
function wordsOf({ body, attachments = [] }: Message): SearchWord[] {
  return searchWords([body, ...attachments.map(({ name }) => name)].join(' '));
}

function hasAll(words: readonly SearchWord[], clauses: readonly SearchClause[]): boolean {
  return clauses.every(({ text, isPhrase, isPrefix, isExcluded }) =>
    isExcluded ? !hasNeedle(words, { text, isPrefix }) : hasNeedle(words, { text, isPrefix: isPrefix || !isPhrase }),
  );
}

function valuesOf(operators: readonly SearchOperator[], wanted: SearchOperator['name'], not = false): string[] {
  return operators.filter(({ name, isNot = false }) => name === wanted && isNot === not).map(({ value }) => value);
}

/** What must be true of a message beside its words; `nothing` when an operator means nothing. */
function testsOf(operators: readonly SearchOperator[], names: SearchNames): readonly Test[] | 'nothing' {
  const tests: Test[] = [];
  const from = valuesOf(operators, 'from');
  const people = new Set(from.flatMap((name) => names.people(name)));
  if (from.length > 0) tests.push(({ senderId }) => people.has(senderId));
  const others = new Set(valuesOf(operators, 'from', true).flatMap((name) => names.people(name)));
  if (others.size > 0) tests.push(({ senderId }) => !others.has(senderId));
  const days = (['on', 'after', 'before'] as const).flatMap((side) =>
    valuesOf(operators, side).map((day) => daySpan(side, day, startHere)),
  );
  if (days.includes(null)) return 'nothing';
  const { after, before } = commonSpan(days.filter((day) => day !== null));
  if (after !== undefined) tests.push(({ sentAt }) => Date.parse(sentAt) >= Date.parse(after));
  if (before !== undefined) tests.push(({ sentAt }) => Date.parse(sentAt) < Date.parse(before));
  for (const { name, value, isNot } of operators) {
    if (name !== 'has' && name !== 'is') continue;
    const test = traits[`${name}:${value.toLowerCase()}`];
    if (!test) return 'nothing';
    tests.push(isNot ? (message) => !test(message) : test);
  }
  return tests;
}

const traits: Readonly<Record<string, Test>> = {
  'has:link': ({ body }) => body?.includes('://') === true,
  'has:file': ({ attachments = [] }) => attachments.length > 0,
  'has:reaction': ({ reactions }) => reactions.length > 0,
  'is:thread': ({ threadRootId }) => threadRootId !== null,
  'is:reply': ({ replyToId }) => replyToId !== null,
  'is:pinned': ({ pinned }) => pinned,
};
