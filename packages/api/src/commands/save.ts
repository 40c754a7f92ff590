import type { SaveOutput, Saving } from '@nova/contract';
import { type LockedMessage, lockMessage, saveMessage } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import type { Issuer, MemberCommand } from '../lock/under-lock.ts';

/**
 * Saves a message for the caller alone, or makes another thing of one that is saved (K1). No event and no audit row: it
 * concerns nobody else. Idempotent.
 */
export function saveCommand(
  input: { readonly messageId: string; readonly conversationId: string; readonly saving: Saving },
  issuer: Issuer,
): MemberCommand<LockedMessage | null, SaveOutput> {
  const { messageId, conversationId, saving } = input;
  return {
    action: 'message.save',
    issuer,
    conversationId,
    targetId: messageId,
    stranger: 'MESSAGE_NOT_FOUND',
    read: (tx) => lockMessage(tx, messageId),
    async act(tx, { ledger }, message) {
      if (!message) throw refuse('MESSAGE_NOT_FOUND');
      if (message.deletedSeq !== null) throw refuse('MESSAGE_DELETED');
      const { userId } = issuer;
      const outcome = await saveMessage(tx, { userId, messageId, conversationId, at: ledger.at }, saving);
      if (outcome === 'full') throw refuse('SAVED_FULL');
      return { messageId, changed: outcome === 'changed' };
    },
  };
}
