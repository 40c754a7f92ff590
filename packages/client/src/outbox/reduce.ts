import type { Id } from '@nova/contract';
import type { OutboxEntry } from './entry.ts';
import { commandOf, filesOf, isOpen, isUnderWay } from './entry.ts';
import type { OutboxEffect, OutboxInput, OutboxState } from './input.ts';
import { ask, released } from './person.ts';
import { applied, recovered, refused, succeeded } from './settlement.ts';

type Entries = readonly OutboxEntry[];

/** The entry an answer belongs to; an answer to an earlier attempt, or to a removed entry, belongs to none. */
function underWay(entries: Entries, answer: { id: Id; attempt: number }): OutboxEntry | undefined {
  return entries.find(
    ({ id, state }) =>
      id === answer.id && (state.type === 'sending' || state.type === 'uploading') && state.attempt === answer.attempt,
  );
}

/** `null`: refused for want of room. */
function transformed(state: OutboxState, input: OutboxInput, nowMs: number): Entries | null {
  const { entries } = state;
  switch (input.type) {
    case 'add':
    case 'retry':
    case 'editAndRetry':
    case 'discard':
    case 'sendAll':
      return ask(entries, input);
    case 'applied':
      return applied(entries, input);
    case 'loaded':
      return recovered(input.entries);
    case 'network':
      // Back on the air: what only waited because nothing could leave goes at once.
      return input.online
        ? entries.map((entry) =>
            entry.misses > 0 && entry.state.type === 'waiting'
              ? { ...entry, misses: 0, state: { type: 'queued' } }
              : entry,
          )
        : entries;
    case 'tick':
      return entries;
    case 'uploaded':
      return entries.map((entry) =>
        entry.id === input.id && entry.state.type === 'uploading' && entry.state.attempt === input.attempt
          ? { ...entry, state: { type: 'sending', attempt: input.attempt } }
          : entry,
      );
    case 'succeeded': {
      const entry = underWay(entries, input);
      return entry ? succeeded(entries, entry, input.receipt) : entries;
    }
    case 'refused': {
      const entry = underWay(entries, input);
      return entry ? refused(entries, entry, { verdict: input.verdict, chance: input.chance, nowMs }) : entries;
    }
    default:
      return input satisfies never;
  }
}

/** The open entry at the head of each conversation in which nothing is under way: only it may leave (O5). */
function heads(entries: Entries): OutboxEntry[] {
  const first = new Map<Id, OutboxEntry>();
  const busy = new Set<Id>();
  for (const entry of entries) {
    // A retried entry may be older than the one under way.
    if (isUnderWay(entry)) busy.add(entry.conversationId);
    if (isOpen(entry) && entry.state.type !== 'held' && !first.has(entry.conversationId))
      first.set(entry.conversationId, entry);
  }
  return [...first.values()].filter(({ conversationId }) => !busy.has(conversationId));
}

function isDue(entry: OutboxEntry, nowMs: number): boolean {
  if (commandOf(entry) === null) return false;
  return entry.state.type === 'queued' || (entry.state.type === 'waiting' && entry.state.retryAtMs <= nowMs);
}

function started(entry: OutboxEntry): OutboxEntry {
  const attempts = entry.attempts + 1;
  const type = filesOf(entry).length > 0 ? 'uploading' : 'sending';
  return { ...entry, attempts, state: { type, attempt: attempts } };
}

function isSending({ state }: OutboxEntry): boolean {
  return state.type === 'sending';
}

/** Its text may change while its files go up: they go on. */
function isSameAttempt(before: OutboxEntry | undefined, { state }: OutboxEntry): boolean {
  return before?.state.type === 'uploading' && state.type === 'uploading' && before.state.attempt === state.attempt;
}

function effectsOf(before: Entries, after: Entries, input: OutboxInput): OutboxEffect[] {
  // What the device holds is what was loaded from it, not what this process had before.
  const stored = new Map((input.type === 'loaded' ? input.entries : before).map((entry) => [entry.id, entry]));
  const kept = new Set(after.map(({ id }) => id));
  const put = after.filter((entry) => stored.get(entry.id) !== entry);
  const remove = [...stored.keys()].filter((id) => !kept.has(id));
  const gone = remove.flatMap((id) => stored.get(id) ?? []);
  const dropFiles = gone.flatMap(filesOf).map(({ id }) => id);
  const drop = dropFiles.length > 0 ? { dropFiles } : {};
  const effects: OutboxEffect[] = put.length + remove.length > 0 ? [{ type: 'persist', put, remove, ...drop }] : [];
  for (const entry of gone) if (isUnderWay(entry)) effects.push({ type: 'abort', id: entry.id });
  for (const entry of put) {
    if (isSending(entry)) effects.push({ type: 'send', entry });
    else if (isUnderWay(entry) && !isSameAttempt(stored.get(entry.id), entry)) effects.push({ type: 'upload', entry });
  }
  return effects;
}

/**
 * The whole life of the outbox, without a clock, a network or a disk: what an input at `nowMs` makes of the queue,
 * and what is to be done about it. Per conversation at most one entry is `sending`: the oldest open one when it began.
 */
export function reduce(state: OutboxState, input: OutboxInput, nowMs: number): [OutboxState, OutboxEffect[]] {
  const asked = transformed(state, input, nowMs);
  if (asked === null) {
    return [state, [{ type: 'refuse', why: 'full' }]];
  }
  const outcome = released(asked, nowMs);
  const online = input.type === 'network' ? input.online : state.online;
  const due = new Set(online ? heads(outcome).filter((entry) => isDue(entry, nowMs)) : []);
  const entries = due.size > 0 ? outcome.map((entry) => (due.has(entry) ? started(entry) : entry)) : outcome;
  const waits = online ? heads(entries).flatMap(({ state: at }) => (at.type === 'waiting' ? [at.retryAtMs] : [])) : [];
  const holds = entries.flatMap(({ state: at }) => (at.type === 'held' ? [at.untilMs] : []));
  const next = Math.min(...waits, ...holds);
  const wake: OutboxEffect = { type: 'wake', atMs: Number.isFinite(next) ? next : null };
  return [{ entries, online }, [...effectsOf(state.entries, entries, input), wake]];
}
