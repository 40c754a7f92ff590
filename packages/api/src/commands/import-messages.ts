import type { ImportMessagesInput, ImportMessagesOutput } from '@nova/contract';
import { findImported, type ImportFacts } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type OpenCommand } from '../lock/under-lock.ts';

/**
 * Adds a batch of somebody else's history to a channel, in the order given: all or nothing, and nothing twice. Each
 * message keeps its id, author and time; its event is made now, by the operator. A reply in a thread makes nobody follow
 * it: what was said elsewhere and long ago is nobody's news.
 */
export function importMessagesCommand(
  input: ImportMessagesInput,
  issuer: Issuer,
): OpenCommand<ImportFacts, ImportMessagesOutput> {
  const { conversationId, messages } = input;
  const target = { action: 'imports.messages', issuer, conversationId, targetId: null };
  return {
    ...target,
    admission: 'anyone',
    read: (tx) =>
      findImported(tx, {
        messageIds: unique(messages.flatMap((message) => referred(message))),
        userIds: unique(messages.map(({ senderId }) => senderId)),
      }),
    act(_tx, { ledger, conversation }, facts) {
      // An import makes channels only: history is never slipped into people's own conversations.
      if (conversation.kind !== 'channel') throw refuse('FORBIDDEN');
      const known = new Map(facts.messages);
      let inserted = 0;
      for (const { id, senderId, body, sentAt, replyToId, threadRootId, alsoSent } of messages) {
        const place = known.get(id);
        if (place !== undefined && place.conversationId !== conversationId) throw refuse('CLIENT_ID_REUSED');
        if (place !== undefined) continue;
        if (!facts.userIds.has(senderId)) throw refuse('USER_NOT_FOUND');
        if (replyToId !== null && known.get(replyToId)?.conversationId !== conversationId)
          throw refuse('MESSAGE_NOT_FOUND');
        const root = threadRootId === null ? null : known.get(threadRootId);
        if (root !== null && root?.conversationId !== conversationId) throw refuse('MESSAGE_NOT_FOUND');
        if (root?.isInThread || (root === null && alsoSent)) throw refuse('INVALID_INPUT');
        ledger.appendMessage({
          id,
          conversationId,
          actorId: issuer.userId,
          senderId,
          clientId: id,
          body,
          sentAt: storable(sentAt),
          replyToId,
          threadRootId,
          alsoSent,
          mentionIds: [],
        });
        known.set(id, { conversationId, isInThread: root !== null });
        inserted++;
      }
      if (inserted > 0) ledger.audits.push(acceptedEntry(target, { details: { inserted } }));
      return { inserted, duplicates: messages.length - inserted, lastSeq: ledger.lastSeq(conversationId) };
    },
  };
}

/** To the millisecond, in UTC. Postgres knows no year 0. */
function storable(sentAt: string): string {
  const instant = new Date(sentAt);
  if (Number.isNaN(instant.getTime()) || instant.getUTCFullYear() < 1) throw refuse('INVALID_INPUT');
  return instant.toISOString();
}

/** The message itself and what it refers to. */
function referred({ id, replyToId, threadRootId }: ImportMessagesInput['messages'][number]): string[] {
  return [id, replyToId, threadRootId].filter((one) => one !== null);
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
