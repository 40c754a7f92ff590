import type { ChangeOutput, NotifyLevel } from '@nova/contract';
import { type MemberRow, readMembers, setNotify } from '@nova/db';
import { acceptedEntry, type Issuer, type MemberCommand } from '../lock/under-lock.ts';

/** Sets what oneself wants to be told of. No event: it concerns nobody else. Idempotent. */
export function muteCommand(
  input: { readonly conversationId: string; readonly notify: NotifyLevel },
  issuer: Issuer,
): MemberCommand<readonly MemberRow[], ChangeOutput> {
  const { conversationId, notify } = input;
  const { userId } = issuer;
  const target = { action: 'conversation.mute', issuer, conversationId, targetId: null };
  return {
    ...target,
    stranger: 'NOT_A_MEMBER',
    read: (tx) => readMembers(tx, conversationId, [userId]),
    async act(tx, { ledger, conversation }, [me]) {
      const changed = me?.notify !== notify;
      if (changed) {
        ledger.audits.push(acceptedEntry(target, { details: { notify } }));
        await setNotify(tx, { conversationId, userId, notify });
      }
      return { conversationId, seq: conversation.lastSeq, changed };
    },
  };
}
