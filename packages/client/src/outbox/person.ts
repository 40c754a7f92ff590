import { limits } from '@nova/contract';
import type { Id } from '@nova/contract';
import type { ChangeWork, EntryState, MessageTarget, OutboxEntry, Work } from './entry.ts';
import { isOpen, targetOf } from './entry.ts';
import type { PersonInput } from './input.ts';

type Entries = readonly OutboxEntry[];
/** `null`: there is no room. */
type Outcome = Entries | null;

const replaced = (entries: Entries, next: OutboxEntry): Entries =>
  entries.map((entry) => (entry.id === next.id ? next : entry));
const without = (entries: Entries, gone: (entry: OutboxEntry) => boolean): Entries =>
  entries.filter((entry) => !gone(entry));

/** Whether an entry's text may still change: nothing of it can have reached the server, and nothing of it is under way. */
function isMalleable(entry: OutboxEntry): boolean {
  return !entry.unsure && entry.state.type !== 'sending' && entry.state.type !== 'accepted';
}

/** Back to the start of its life, with all attempts before it. */
export function requeued(entry: OutboxEntry): OutboxEntry {
  return { ...entry, attempts: 0, misses: 0, state: { type: 'queued' } };
}

/** Whether a change is aimed at the message that a send makes. */
export function isAimedAt(entry: OutboxEntry, send: OutboxEntry): boolean {
  const target = targetOf(entry.work);
  if (!target || send.work.kind !== 'send') return false;
  if ('clientId' in target) return target.clientId === send.work.clientId;
  return send.messageId !== null && target.messageId === send.messageId;
}

function sendOf(entries: Entries, target: MessageTarget): OutboxEntry | undefined {
  return entries.find(({ work, messageId }) => {
    if (work.kind !== 'send') return false;
    return 'clientId' in target ? work.clientId === target.clientId : messageId === target.messageId;
  });
}

function isSameTarget(a: MessageTarget, b: MessageTarget): boolean {
  if ('messageId' in a) return 'messageId' in b && a.messageId === b.messageId;
  return 'clientId' in b && a.clientId === b.clientId;
}

function appended(entries: Entries, entry: OutboxEntry, state?: EntryState): Outcome {
  if (entries.length >= limits.outboxEntriesMax) return null;
  const order = (entries.at(-1)?.order ?? 0) + 1;
  return [...entries, { ...entry, order, state: state ?? (isHeld(entry) ? entry.state : waitingIn(entries)) }];
}

function isHeld(entry: OutboxEntry): boolean {
  return entry.state.type === 'held';
}

/** How an entry begins its life in the queue: after a 401 everything waits for one `sendAll`, what is asked meanwhile too. */
function waitingIn(entries: Entries): EntryState {
  return { type: entries.some(({ state }) => state.type === 'parked') ? 'parked' : 'queued' };
}

/** What was to be done to a message before its deletion is pointless, and its text should not stay here. */
function withoutRivals(entries: Entries, deletion: OutboxEntry): Entries {
  return without(
    entries,
    (other) =>
      other.id !== deletion.id && isRival(other, deletion) && (isLoose(other) || other.state.type === 'failed'),
  );
}

function isRival(other: OutboxEntry, entry: OutboxEntry): boolean {
  const [one, two] = [targetOf(other.work), targetOf(entry.work)];
  return one !== null && two !== null && isSameTarget(one, two);
}

function isLoose(entry: OutboxEntry): boolean {
  return isOpen(entry) && isMalleable(entry);
}

/** Held entries whose time is up take their place in the queue: the one of when they were asked for. */
export function released(entries: Entries, nowMs: number): Entries {
  return entries
    .filter(({ state }) => state.type === 'held' && state.untilMs <= nowMs)
    .reduce<Entries>((all, entry) => {
      const next = { ...entry, state: waitingIn(all) };
      return replaced(entry.work.kind === 'delete' ? withoutRivals(all, entry) : all, next);
    }, entries);
}

/** An edit builds on the outstanding edits before it, whose versions the caller cannot have seen yet. */
function withVersionAfter(work: Work & { kind: 'edit' }, rivals: Entries): Work {
  const versions = rivals.map((rival) =>
    rival.work.kind === 'edit' && rival.state.type !== 'failed' ? rival.work.expectedVersion + 1 : 0,
  );
  return { ...work, expectedVersion: Math.max(work.expectedVersion, ...versions) };
}

function addChange(entries: Entries, entry: OutboxEntry, asked: ChangeWork): Outcome {
  const send = sendOf(entries, asked.target);
  if (send?.work.kind === 'send' && isMalleable(send)) {
    // Still wholly on the device (O5): the send itself becomes what the person wants.
    if (asked.kind === 'delete') return without(entries, (other) => other.id === send.id || isAimedAt(other, send));
    if (asked.kind === 'edit') {
      const rewritten = { ...send, work: { ...send.work, body: asked.body } };
      return replaced(entries, send.state.type === 'failed' ? requeued(rewritten) : rewritten);
    }
  }
  const target: MessageTarget = send?.messageId ? { messageId: send.messageId } : asked.target;
  if ('clientId' in target && (!send || send.state.type === 'failed')) {
    // There is nothing this change could follow: say so at once, instead of blocking the conversation.
    return appended(entries, entry, {
      type: 'failed',
      reason: send ? 'SEND_FAILED' : 'MESSAGE_NOT_FOUND',
      current: null,
    });
  }
  const work = { ...asked, target };
  const rivals = entries.filter((other) => isRival(other, { ...entry, work }));
  const loose = rivals.filter(isLoose);
  switch (work.kind) {
    case 'edit': {
      const queued = loose.find((rival) => rival.work.kind === 'edit');
      if (queued?.work.kind === 'edit')
        return replaced(entries, { ...queued, work: { ...queued.work, body: work.body } });
      return appended(entries, { ...entry, work: withVersionAfter(work, rivals) });
    }
    case 'delete': {
      const deletion = { ...entry, work };
      // While it is held nothing is given up for it; a second one takes the first one's place all the same.
      if (isHeld(entry))
        return appended(
          without(entries, (other) => isHeld(other) && isRival(other, deletion)),
          deletion,
        );
      return appended(withoutRivals(entries, deletion), deletion);
    }
    case 'react': {
      const queued = loose.find(({ work: other }) => other.kind === 'react' && other.emoji === work.emoji);
      return queued ? replaced(entries, { ...queued, work }) : appended(entries, { ...entry, work });
    }
    case 'pin': {
      const queued = loose.find(({ work: other }) => other.kind === 'pin');
      return queued ? replaced(entries, { ...queued, work }) : appended(entries, { ...entry, work });
    }
    case 'hidePreviews': {
      const queued = loose.find(({ work: other }) => other.kind === 'hidePreviews');
      return queued ? entries : appended(entries, { ...entry, work });
    }
    case 'save': {
      const queued = loose.find(({ work: other }) => other.kind === 'save');
      return queued ? replaced(entries, { ...queued, work }) : appended(entries, { ...entry, work });
    }
    default:
      return work satisfies never;
  }
}

/** A failed entry and the changes that wait for it, queued again; with a change whose message was not sent, its send. */
export function retried(entries: Entries, next: OutboxEntry): Entries {
  const { work } = next;
  const aimedAt = targetOf(work);
  const target = aimedAt && 'clientId' in aimedAt ? aimedAt : null;
  const send = target && sendOf(entries, target);
  // There is nothing it could follow: queued it would block its conversation for ever.
  if (target && !send) return entries;
  const first = send?.state.type === 'failed' ? send : next;
  return entries.map((entry) => {
    if (entry.id === next.id) return requeued(next);
    if (entry.id === first.id) return requeued(entry);
    const waitsForIt = entry.state.type === 'failed' && entry.state.reason === 'SEND_FAILED' && isAimedAt(entry, first);
    return waitsForIt ? requeued(entry) : entry;
  });
}

/** A `clientId` that the server gave to something else can never be used again: ask under a fresh one. */
function withUsableId(entry: OutboxEntry, freshId: Id): OutboxEntry {
  const isSpent = entry.state.type === 'failed' && entry.state.reason === 'CLIENT_ID_REUSED';
  return isSpent && (entry.work.kind === 'send' || entry.work.kind === 'schedule')
    ? { ...entry, unsure: false, work: { ...entry.work, clientId: freshId } }
    : entry;
}

/** A conflict was shown to the person, who asks again: the edit now builds on what they saw. */
function onSeenVersion(entry: OutboxEntry): OutboxEntry {
  if (entry.work.kind !== 'edit' || entry.state.type !== 'failed' || !entry.state.current) return entry;
  return { ...entry, unsure: false, work: { ...entry.work, expectedVersion: entry.state.current.version } };
}

function editAndRetry(entries: Entries, failed: OutboxEntry, input: { body: string; freshId: Id }): Outcome {
  const entry = onSeenVersion(withUsableId(failed, input.freshId));
  if (entry.work.kind !== 'send' && entry.work.kind !== 'edit') return retried(entries, entry);
  if (!entry.unsure) return retried(entries, { ...entry, work: { ...entry.work, body: input.body } });
  // The first text may already be there under this id: settle that first, then change it (W6).
  const target = entry.work.kind === 'send' ? { clientId: entry.work.clientId } : entry.work.target;
  const expectedVersion = entry.work.kind === 'send' ? 1 : entry.work.expectedVersion + 1;
  const edit: Work = { kind: 'edit', target, expectedVersion, body: input.body };
  return appended(retried(entries, entry), {
    ...entry,
    id: input.freshId,
    work: edit,
    attempts: 0,
    misses: 0,
    unsure: false,
  });
}

/** What a person's wish does to the queue; `null` when there is no room for it. Repeating an input changes nothing. */
export function ask(entries: Entries, input: PersonInput): Outcome {
  switch (input.type) {
    case 'add': {
      const { entry } = input;
      if (entries.some(({ id }) => id === entry.id)) return entries;
      const { work } = entry;
      const isMessage = work.kind === 'send' || work.kind === 'schedule';
      return isMessage ? appended(entries, entry) : addChange(entries, entry, work);
    }
    case 'retry': {
      const failed = entries.find(({ id, state }) => id === input.id && state.type === 'failed');
      return failed ? retried(entries, onSeenVersion(withUsableId(failed, input.freshId))) : entries;
    }
    case 'editAndRetry': {
      const failed = entries.find(({ id, state }) => id === input.id && state.type === 'failed');
      return failed ? editAndRetry(entries, failed, input) : entries;
    }
    case 'discard': {
      const gone = entries.find(({ id }) => id === input.id);
      // A request under way cannot be taken back here: that is what deleting the message is for. One that was answered
      // may be let go of: where its event never comes, the person being no member any more, nothing else would.
      if (!gone || gone.state.type === 'sending') return entries;
      return without(entries, (entry) => entry.id === gone.id || isAimedAt(entry, gone));
    }
    case 'sendAll':
      return entries.map((entry) => (entry.state.type === 'parked' ? requeued(entry) : entry));
    default:
      return input satisfies never;
  }
}
