import { type EditInput, type EditOutput, mentionedHandles, type Message } from '@nova/contract';
import {
  editMessage,
  findMentioned,
  type LockedMessage,
  type LockedTx,
  listMessages,
  lockMessage,
  type MentionedMember,
  type PreviewFacts,
  readPreviews,
} from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type MemberCommand } from '../lock/under-lock.ts';
import { mentionedAfterEdit } from '../send/mentions-of.ts';
import { mayEdit } from '../policy/message-policy.ts';
import { previewsAfterEdit } from '../previews/after-edit.ts';

interface Facts {
  readonly message: LockedMessage | null;
  readonly mentioned: readonly MentionedMember[];
  readonly previews: PreviewFacts | null;
}

/** Edits a message: compare-and-swap on its version, a revision kept (W3). */
export function editCommand(
  input: EditInput & { readonly conversationId: string },
  issuer: Issuer,
  settings: { readonly editWindowMs: number; readonly linkPreviews: boolean },
): MemberCommand<Facts, EditOutput> {
  const { messageId, conversationId, expectedVersion, body } = input;
  const target = { action: 'message.edit', issuer, conversationId, targetId: messageId };
  return {
    ...target,
    stranger: 'MESSAGE_NOT_FOUND',
    async read(tx) {
      const handles = mentionedHandles(body);
      const [message, mentioned, previews] = await Promise.all([
        lockMessage(tx, messageId),
        findMentioned(
          tx,
          handles.map((handle) => ({ conversationId, handle })),
        ),
        readPreviews(tx, messageId),
      ]);
      return { message, mentioned, previews };
    },
    async act(tx, { ledger }, { message, mentioned, previews }) {
      if (!message) throw refuse('MESSAGE_NOT_FOUND');
      const no = mayEdit(
        {
          isAuthor: message.senderId === issuer.userId,
          isDeleted: message.deletedSeq !== null,
          ageMs: Date.parse(ledger.at) - Date.parse(message.sentAt),
        },
        settings.editWindowMs,
      );
      if (no) throw refuse(no);
      if (message.version !== expectedVersion) {
        const current = await readMessage(tx, message, issuer.userId);
        throw refuse('VERSION_CONFLICT', current ? { current } : {});
      }
      const version = expectedVersion + 1;
      const seq = ledger.append({
        conversationId,
        type: 'message.edited',
        actorId: issuer.userId,
        messageId,
        payload: { version },
        body,
      });
      ledger.audits.push(acceptedEntry(target, { beforeVersion: expectedVersion, afterVersion: version }));
      const named = mentioned.map(({ userId }) => userId);
      const mentionIds = mentionedAfterEdit(named, message.mentionIds, body);
      await editMessage(tx, { messageId, expectedVersion, body, seq, at: ledger.at, mentionIds });
      const edited = { messageId, conversationId, actorId: issuer.userId, version, body };
      await previewsAfterEdit(tx, ledger, { ...edited, before: previews, isOn: settings.linkPreviews });
      return { messageId, version, seq };
    },
  };
}

async function readMessage(
  tx: LockedTx,
  { id, conversationId, seq }: LockedMessage,
  userId: string,
): Promise<Message | undefined> {
  const page = await listMessages(tx.query, { conversationId, userId }, { pivot: seq - 1, older: 0, newer: 0 });
  return page?.messages.find((message) => message.id === id);
}
