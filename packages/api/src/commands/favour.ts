import type { ChangeOutput } from '@nova/contract';
import { type MemberRow, readMembers, setFavourite } from '@nova/db';
import { acceptedEntry, type Issuer, type MemberCommand } from '../lock/under-lock.ts';

/** Puts a conversation among one's favourites, or takes it from there. No event: it concerns nobody else. Idempotent. */
export function favourCommand(
  input: { readonly conversationId: string; readonly on: boolean },
  issuer: Issuer,
): MemberCommand<readonly MemberRow[], ChangeOutput> {
  const { conversationId, on } = input;
  const { userId } = issuer;
  const target = { action: 'conversation.favour', issuer, conversationId, targetId: null };
  return {
    ...target,
    stranger: 'NOT_A_MEMBER',
    read: (tx) => readMembers(tx, conversationId, [userId]),
    async act(tx, { ledger, conversation }, [me]) {
      const changed = me?.favourite !== on;
      if (changed) {
        ledger.audits.push(acceptedEntry(target, { details: { favourite: on } }));
        await setFavourite(tx, { conversationId, userId, on });
      }
      return { conversationId, seq: conversation.lastSeq, changed };
    },
  };
}
