import type { ConversationSummary, Id } from '@nova/contract';
import type { OutboxEntry } from '../outbox/entry.ts';
import { targetOf } from '../outbox/entry.ts';

/** What the person made of a message, before the summary of its conversation tells it. */
export interface OwnChange {
  readonly conversationId: Id;
  /** `null`: it is deleted. */
  readonly body: string | null;
  /** Where the log has it, once the server has said so. */
  readonly seq: number | null;
}

/** By what the change is aimed at: the message, or the `clientId` of one that is on its way. */
export type OwnChanges = ReadonlyMap<Id, OwnChange>;

/**
 * The edits and deletions of the outbox, held and refused ones as the timeline shows them, on top of `known`: what left it
 * because the log has it stays until the summary has come as far. The same map, and the same changes in it, where nothing
 * changed. Pure.
 */
export function ownChangesOf(known: OwnChanges, entries: readonly OutboxEntry[]): OwnChanges {
  const next = new Map<Id, OwnChange>();
  for (const [id, change] of known) if (change.seq !== null) next.set(id, change);
  for (const { conversationId, work, state } of entries) {
    const target = targetOf(work);
    if (target === null || state.type === 'failed' || (work.kind !== 'edit' && work.kind !== 'delete')) continue;
    const id = 'messageId' in target ? target.messageId : target.clientId;
    const change: OwnChange = {
      conversationId,
      body: work.kind === 'edit' ? work.body : null,
      seq: state.type === 'accepted' ? state.seq : null,
    };
    const before = known.get(id);
    next.set(id, before && before.body === change.body && before.seq === change.seq ? before : change);
  }
  const isAsBefore = next.size === known.size && [...next].every(([id, change]) => known.get(id) === change);
  return isAsBefore ? known : next;
}

/** Those that the summaries do not tell yet. The same map where that is all of them. Pure. */
export function untoldChanges(known: OwnChanges, summaries: readonly ConversationSummary[]): OwnChanges {
  if (known.size === 0) return known;
  const lastSeqs = new Map(summaries.map(({ id, lastSeq }) => [id, lastSeq]));
  const next = [...known].filter(
    ([, { conversationId, seq }]) => seq === null || seq > (lastSeqs.get(conversationId) ?? 0),
  );
  return next.length === known.size ? known : new Map(next);
}

/** A summary whose last message says what the person made of it. */
export function withChange(summary: ConversationSummary, change: OwnChange): ConversationSummary {
  const { lastMessage } = summary;
  if (!lastMessage || lastMessage.preview === null) return summary;
  const { fileName, ...message } = lastMessage;
  const files = change.body === null || fileName === undefined ? {} : { fileName };
  return { ...summary, lastMessage: { ...message, ...files, preview: change.body } };
}
