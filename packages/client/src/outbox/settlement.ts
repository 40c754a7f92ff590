import type { Id } from '@nova/contract';
import { attemptsMax, retryDelayMs } from './backoff.ts';
import type { Cause, Verdict } from './classification.ts';
import type { OutboxEntry, Receipt } from './entry.ts';
import { isOpen, isUnderWay } from './entry.ts';
import type { AppliedInput } from './input.ts';
import { isAimedAt, requeued, retried } from './person.ts';

type Entries = readonly OutboxEntry[];

const mapped = (entries: Entries, id: Id, change: (entry: OutboxEntry) => OutboxEntry): Entries =>
  entries.map((entry) => (entry.id === id ? change(entry) : entry));

/** The changes that waited for a send, now that its message has an id. */
function resolved(entries: Entries, send: OutboxEntry, messageId: Id): Entries {
  return entries.map((entry) => {
    if (entry.work.kind === 'send' || entry.work.kind === 'schedule') return entry;
    if ('messageId' in entry.work.target || !isAimedAt(entry, send)) return entry;
    const known = { ...entry, work: { ...entry.work, target: { messageId } } };
    return entry.state.type === 'failed' && entry.state.reason === 'SEND_FAILED' ? requeued(known) : known;
  });
}

/** The server's yes: the entry waits for its event; what waited for its id may go. */
export function succeeded(entries: Entries, entry: OutboxEntry, receipt: Receipt): Entries {
  // It waits on the server from here on: what the device knows of it comes from there.
  if (entry.work.kind === 'schedule') return entries.filter(({ id }) => id !== entry.id);
  const { messageId, seq } = receipt;
  const next = mapped(entries, entry.id, (sent) => ({ ...sent, messageId, state: { type: 'accepted', seq } }));
  return entry.work.kind === 'send' ? resolved(next, entry, messageId) : next;
}

/** An entry leaves the queue for good, and blocks nobody any more (O4). */
function failed(entries: Entries, entry: OutboxEntry, why: { reason: Cause; current: Verdict['current'] }): Entries {
  const next = mapped(entries, entry.id, () => ({ ...entry, state: { type: 'failed', ...why } }));
  if (entry.work.kind !== 'send') return next;
  const dependents = next.filter((other) => isOpen(other) && isAimedAt(other, entry));
  if (entry.unsure) {
    const waiting = new Set(dependents.map(({ id }) => id));
    return next.map((other) =>
      waiting.has(other.id) ? { ...other, state: { type: 'failed', reason: 'SEND_FAILED', current: null } } : other,
    );
  }
  // Surely never sent: the changes fold into the failed send itself.
  const isDeleted = dependents.some(({ work }) => work.kind === 'delete');
  const edit = dependents.findLast(({ work }) => work.kind === 'edit')?.work;
  const body = edit?.kind === 'edit' ? edit.body : entry.work.body;
  const folded = mapped(next, entry.id, (send) =>
    send.work.kind === 'send' ? { ...send, work: { ...send.work, body } } : send,
  );
  return folded.filter((other) => !dependents.includes(other) && !(isDeleted && other.id === entry.id));
}

/** A retried edit meets its own first try: the text is there, one version on. */
function isOwnEdit(entry: OutboxEntry, found: { version: number; body: string | null }): boolean {
  return (
    entry.work.kind === 'edit' && found.version === entry.work.expectedVersion + 1 && found.body === entry.work.body
  );
}

/** The server's no, or no answer: wait, fail, or ask to sign in (O2–O4). */
export function refused(
  entries: Entries,
  sent: OutboxEntry,
  why: { verdict: Verdict; chance: number; nowMs: number },
): Entries {
  const { verdict, chance, nowMs } = why;
  if (verdict.cause === 'VERSION_CONFLICT' && sent.unsure && verdict.current && isOwnEdit(sent, verdict.current)) {
    return entries.filter(({ id }) => id !== sent.id);
  }
  const entry: OutboxEntry = {
    ...sent,
    attempts: verdict.left ? sent.attempts : sent.attempts - 1,
    misses: verdict.left ? 0 : sent.misses + 1,
    unsure: sent.unsure || verdict.landed === 'maybe',
  };
  switch (verdict.policy) {
    case 'permanent':
      return failed(entries, entry, { reason: verdict.cause, current: verdict.current });
    case 'signIn':
      return mapped(entries, entry.id, () => entry).map((other) =>
        other.id === entry.id || (isOpen(other) && !isUnderWay(other) && other.state.type !== 'held')
          ? { ...other, state: { type: 'parked' } }
          : other,
      );
    case 'retry': {
      if (entry.attempts >= attemptsMax) return failed(entries, entry, { reason: verdict.cause, current: null });
      const attempt = Math.max(1, entry.attempts + entry.misses);
      const retryAtMs = nowMs + retryDelayMs({ attempt, chance, retryAfterMs: verdict.retryAfterMs });
      return mapped(entries, entry.id, () => ({
        ...entry,
        state: { type: 'waiting', attempt: entry.attempts, retryAtMs, cause: verdict.cause },
      }));
    }
    default:
      return verdict.policy satisfies never;
  }
}

/** Asked for once more, since the log that had it was replaced: idempotent, if it is in this one as well. */
function askedAgain(entries: Entries, conversationId: Id): Entries {
  return entries.map((entry) =>
    entry.conversationId === conversationId && entry.state.type === 'accepted'
      ? { ...requeued(entry), messageId: null, unsure: true }
      : entry,
  );
}

/** The screen shows it: entries whose event was applied, or whose message a page showed, leave the device (O1). */
export function applied(entries: Entries, input: AppliedInput): Entries {
  const byClientId = new Map(input.own.map((own) => [own.clientId, own]));
  const byMessageId = new Map(input.own.map((own) => [own.messageId, own]));
  const deleted = new Set(input.deleted);
  let next = input.restarted ? askedAgain(entries, input.conversationId) : entries;
  for (const entry of next) {
    if (entry.conversationId !== input.conversationId || entry.work.kind !== 'send') continue;
    const own = byClientId.get(entry.work.clientId);
    if (own) next = resolved(next, entry, own.messageId);
  }
  const kept = next.filter((entry) => {
    if (entry.conversationId !== input.conversationId) return true;
    if (entry.state.type === 'accepted' && entry.state.seq <= input.asOfSeq) return false;
    if (entry.work.kind === 'send' || entry.work.kind === 'schedule') return !byClientId.has(entry.work.clientId);
    if (!('messageId' in entry.work.target)) return true;
    const own = byMessageId.get(entry.work.target.messageId);
    const mayHaveLanded = entry.unsure || entry.state.type === 'sending';
    return !(own && mayHaveLanded && isOwnEdit(entry, own));
  });
  const blanked = kept.map((entry) => {
    if (entry.state.type !== 'failed' || !entry.state.current || entry.state.current.body === null) return entry;
    const hasEnded = input.ended && entry.conversationId === input.conversationId;
    if (!hasEnded && !deleted.has(entry.state.current.id)) return entry;
    return { ...entry, state: { ...entry.state, current: { ...entry.state.current, body: null } } };
  });
  const isSame = blanked.length === entries.length && blanked.every((entry, at) => entry === entries[at]);
  return isSame ? entries : blanked;
}

/** Whether the server refused the app, not the entry. */
function isAppsFault({ state }: OutboxEntry): boolean {
  return state.type === 'failed' && state.reason === 'CLIENT_TOO_OLD';
}

/**
 * What the device remembers, after a crash or a reload: a request under way then has an unknown answer now (O1), and
 * what an app was too old for is for the app that reads it to try (O10).
 */
export function recovered(entries: Entries): Entries {
  const inOrder = entries.toSorted((a, b) => a.order - b.order);
  return inOrder.reduce<Entries>((all, entry) => {
    if (isAppsFault(entry)) return retried(all, entry);
    // Of the message itself nothing had left.
    if (entry.state.type === 'uploading') return mapped(all, entry.id, () => ({ ...entry, state: { type: 'queued' } }));
    if (entry.state.type !== 'sending') return all;
    const unsure = { ...entry, unsure: true };
    if (entry.attempts >= attemptsMax) return failed(all, unsure, { reason: 'NO_ANSWER', current: null });
    return mapped(all, entry.id, () => ({ ...unsure, state: { type: 'queued' } }));
  }, inOrder);
}
