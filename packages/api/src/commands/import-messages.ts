import type { ImportMessagesInput, ImportMessagesOutput } from '@nova/contract';
import { attachFiles, findImported, type ImportFacts, lockLooseFiles, type LooseFile } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type OpenCommand } from '../lock/under-lock.ts';
import { appendHistory, namedIn } from './import-history.ts';

type Messages = ImportMessagesInput['messages'];

interface Facts extends ImportFacts {
  readonly looseFiles: readonly LooseFile[];
}

/**
 * Adds a batch of somebody else's history to a conversation that an import made, in the order given: all or nothing, and
 * nothing twice. Each message keeps its id, author and times, and what became of it; its events are made now, by the
 * operator. Its files, which the operator has uploaded, become those of its author.
 */
export function importMessagesCommand(
  input: ImportMessagesInput,
  issuer: Issuer,
): OpenCommand<Facts, ImportMessagesOutput> {
  const { conversationId, messages } = input;
  const target = { action: 'imports.messages', issuer, conversationId, targetId: null };
  return {
    ...target,
    admission: 'anyone',
    async read(tx) {
      const [imported, looseFiles] = await Promise.all([
        findImported(tx, {
          conversationId,
          messageIds: unique(messages.flatMap(({ id, replyToId, threadRootId }) => [id, replyToId, threadRootId])),
          userIds: unique(messages.flatMap(namedIn)),
        }),
        lockLooseFiles(tx, unique(messages.flatMap(({ fileIds }) => fileIds))),
      ]);
      return { ...imported, looseFiles };
    },
    async act(tx, { ledger }, facts) {
      // History is never slipped into what people made themselves.
      if (facts.source === null) throw refuse('FORBIDDEN');
      const known = new Map(facts.messages);
      const loose = new Map(
        facts.looseFiles
          .filter(({ uploaderId }) => uploaderId === issuer.userId)
          .map(({ attachment }) => [attachment.id, attachment]),
      );
      const attached: Parameters<typeof attachFiles>[1][number][] = [];
      let inserted = 0;
      for (const message of messages.map(inStorableTimes)) {
        const { id, replyToId, threadRootId, alsoSent } = message;
        const place = known.get(id);
        if (place !== undefined && place.conversationId !== conversationId) throw refuse('CLIENT_ID_REUSED');
        if (place !== undefined) continue;
        if (namedIn(message).some((userId) => userId !== null && !facts.userIds.has(userId)))
          throw refuse('USER_NOT_FOUND');
        for (const other of [replyToId, threadRootId])
          if (other !== null && known.get(other)?.conversationId !== conversationId) throw refuse('MESSAGE_NOT_FOUND');
        const root = threadRootId === null ? null : known.get(threadRootId);
        if (root?.isInThread || (!root && alsoSent)) throw refuse('INVALID_INPUT');
        const { fileIds, senderId: uploaderId } = message;
        const attachments = fileIds.flatMap((fileId) => loose.get(fileId) ?? []);
        if (attachments.length < fileIds.length) throw refuse('FILE_NOT_FOUND');
        for (const fileId of fileIds) loose.delete(fileId);
        if (fileIds.length > 0) attached.push({ messageId: id, fileIds, uploaderId });
        appendHistory(ledger, { conversationId, actorId: issuer.userId, message, attachments });
        known.set(id, { conversationId, isInThread: threadRootId !== null });
        inserted++;
      }
      if (attached.length > 0) await attachFiles(tx, attached);
      if (inserted > 0) ledger.audits.push(acceptedEntry(target, { details: { inserted } }));
      return { inserted, duplicates: messages.length - inserted, lastSeq: ledger.lastSeq(conversationId) };
    },
  };
}

function inStorableTimes(message: Messages[number]): Messages[number] {
  const { sentAt, edits, deleted, pinned } = message;
  return {
    ...message,
    sentAt: storable(sentAt),
    edits: edits.map((edit) => ({ ...edit, at: storable(edit.at) })),
    deleted: deleted && { ...deleted, at: storable(deleted.at) },
    pinned: pinned && { ...pinned, at: storable(pinned.at) },
  };
}

/** To the millisecond, in UTC. Postgres knows no year 0. */
export function storable(at: string): string {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime()) || instant.getUTCFullYear() < 1) throw refuse('INVALID_INPUT');
  return instant.toISOString();
}

function unique(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
