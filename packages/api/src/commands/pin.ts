import type { PinInput, ToggleOutput } from '@nova/contract';
import { addPin, isPinned, type LockedMessage, lockMessage, removePin } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type MemberCommand } from '../lock/under-lock.ts';
import { mayPin } from '../policy/message-policy.ts';

interface Facts {
  readonly message: LockedMessage | null;
  readonly pinned: boolean;
}

/** Pins or unpins a message. Idempotent: what is so already makes no event. */
export function pinCommand(
  input: PinInput & { readonly conversationId: string },
  issuer: Issuer,
): MemberCommand<Facts, ToggleOutput> {
  const { messageId, conversationId, on } = input;
  const target = { action: 'message.pin', issuer, conversationId, targetId: messageId };
  return {
    ...target,
    stranger: 'MESSAGE_NOT_FOUND',
    async read(tx) {
      const [message, pinned] = await Promise.all([lockMessage(tx, messageId), isPinned(tx, messageId)]);
      return { message, pinned };
    },
    async act(tx, { ledger, conversation, role }, { message, pinned }) {
      if (!message) throw refuse('MESSAGE_NOT_FOUND');
      const no = mayPin(conversation.kind, role);
      if (no) throw refuse(no);
      if (message.deletedSeq !== null) throw refuse('MESSAGE_DELETED');
      if (pinned === on) return { messageId, changed: false, seq: ledger.lastSeq(conversationId) };
      const seq = ledger.append({
        conversationId,
        type: 'pin.changed',
        actorId: issuer.userId,
        messageId,
        payload: { on },
      });
      ledger.audits.push(acceptedEntry(target, { details: { on } }));
      await (on
        ? addPin(tx, { messageId, conversationId, pinnedBy: issuer.userId, at: ledger.at })
        : removePin(tx, messageId));
      return { messageId, changed: true, seq };
    },
  };
}
