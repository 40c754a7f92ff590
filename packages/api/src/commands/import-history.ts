import type { Attachment, ImportMessagesInput } from '@nova/contract';
import type { Ledger, MessageHistory } from '@nova/db';

type ImportedMessage = ImportMessagesInput['messages'][number];

interface Imported {
  readonly conversationId: string;
  readonly actorId: string;
  readonly message: ImportedMessage;
  readonly attachments: readonly Attachment[];
}

/** Everybody whom a message names. */
export function namedIn({ senderId, reactions, deleted, pinned }: ImportedMessage): (string | null)[] {
  return [senderId, ...reactions.flatMap(({ userIds }) => userIds), deleted?.byId ?? null, pinned?.byId ?? null];
}

/**
 * Appends a message and, right after it, what became of it: the events that would have told it live, so that a reader of
 * the log and a reader of the page see the same (D6). Only its creation names the operator: the rest is told of those
 * who did it.
 */
export function appendHistory(ledger: Ledger, { conversationId, actorId, message, attachments }: Imported): void {
  const { id: messageId, senderId, body, sentAt, replyToId, threadRootId, edits, deleted, reactions, pinned } = message;
  const first = ledger.appendMessage({
    id: messageId,
    conversationId,
    actorId,
    senderId,
    clientId: messageId,
    body,
    sentAt,
    replyToId,
    threadRootId,
    alsoSent: message.alsoSent,
    mentionIds: [],
    ...(attachments.length > 0 ? { attachments } : {}),
  });
  const on = { conversationId, messageId };
  const texts = [{ version: 1, body: body ?? '', seq: first, at: sentAt }];
  for (const [place, edit] of edits.entries()) {
    const version = place + 2;
    const payload = { version, editedAt: edit.at };
    const seq = ledger.append({ ...on, type: 'message.edited', actorId: senderId, payload, body: edit.body });
    texts.push({ version, body: edit.body, seq, at: edit.at });
  }
  const given: MessageHistory['reactions'][number][] = [];
  for (const { emoji, userIds } of reactions) {
    const emojiSeq = ledger.lastSeq(conversationId) + 1;
    for (const userId of new Set(userIds)) {
      const payload = { emoji, on: true };
      const seq = ledger.append({ ...on, type: 'reaction.changed', actorId: userId, payload });
      given.push({ emoji, userId, at: ledger.at, seq, emojiSeq });
    }
  }
  const pinnedBy = pinned?.byId ?? senderId;
  if (pinned) ledger.append({ ...on, type: 'pin.changed', actorId: pinnedBy, payload: { on: true } });
  const gone = deleted && {
    ...deleted,
    seq: ledger.append({
      ...on,
      type: 'message.deleted',
      actorId: deleted.byId ?? senderId,
      payload: { erases: [first], deletedAt: deleted.at, deletedById: deleted.byId },
    }),
  };
  if (edits.length + given.length === 0 && !pinned && !gone) return;
  ledger.histories.push({
    messageId,
    revisions: texts.slice(0, -1),
    current: edits.length > 0 ? (texts.at(-1) ?? null) : null,
    deleted: gone,
    reactions: given,
    pinned: pinned && { conversationId, at: pinned.at, byId: pinnedBy },
  });
}
