import type { DeleteOutput } from '@nova/contract';
import { deleteMessage, forgetSaved, type LockedMessage, lockMessage, purgeMessage, threadWithout } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type MemberCommand } from '../lock/under-lock.ts';
import { mayDelete } from '../policy/message-policy.ts';

interface Facts {
  readonly message: LockedMessage | null;
  /** Of a reply in a thread: what the thread is without it. */
  readonly left: Awaited<ReturnType<typeof threadWithout>>;
}

/** Deletes a message; deleting again is the same success (W5). With no retention its text goes in the same transaction (X2). */
export function deleteCommand(
  input: { readonly messageId: string; readonly conversationId: string },
  issuer: Issuer,
  settings: { readonly retentionMs: number },
): MemberCommand<Facts, DeleteOutput> {
  const { messageId, conversationId } = input;
  const target = { action: 'message.delete', issuer, conversationId, targetId: messageId };
  return {
    ...target,
    stranger: 'MESSAGE_NOT_FOUND',
    async read(tx) {
      const [message, left] = await Promise.all([lockMessage(tx, messageId), threadWithout(tx, messageId)]);
      return { message, left };
    },
    async act(tx, { ledger, conversation, role }, { message, left }) {
      if (!message) throw refuse('MESSAGE_NOT_FOUND');
      const no = mayDelete(conversation.kind, role, message.senderId === issuer.userId);
      if (no) throw refuse(no);
      if (message.deletedSeq !== null) return { messageId, seq: message.deletedSeq };
      const seq = ledger.append({
        conversationId,
        type: 'message.deleted',
        actorId: issuer.userId,
        messageId,
        payload: { erases: message.textSeqs, ...left },
      });
      ledger.audits.push(acceptedEntry(target, { beforeVersion: message.version, afterVersion: message.version }));
      await deleteMessage(tx, { messageId, deletedBy: issuer.userId, seq, at: ledger.at });
      await forgetSaved(tx, messageId);
      if (settings.retentionMs === 0) await purgeMessage(tx, messageId);
      return { messageId, seq };
    },
  };
}
