import type { ChangeOutput } from '@nova/contract';
import { addMembers } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type OpenCommand } from '../lock/under-lock.ts';
import { mayJoin } from '../policy/conversation-policy.ts';

/** Joins a public channel. Idempotent. */
export function joinCommand(
  { conversationId }: { readonly conversationId: string },
  issuer: Issuer,
): OpenCommand<null, ChangeOutput> {
  const { userId } = issuer;
  const target = { action: 'conversation.join', issuer, conversationId, targetId: null };
  return {
    ...target,
    admission: 'channel',
    read: () => Promise.resolve(null),
    async act(tx, { ledger, conversation, role }) {
      if (role) return { conversationId, seq: conversation.lastSeq, changed: false };
      const no = mayJoin(conversation.kind);
      if (no) throw refuse(no);
      const seq = ledger.append({
        conversationId,
        type: 'member.added',
        actorId: userId,
        messageId: null,
        payload: { userId, role: 'member' },
      });
      ledger.audits.push(acceptedEntry(target));
      await addMembers(tx, { conversationId, members: [{ userId, role: 'member', joinedSeq: seq }], at: ledger.at });
      return { conversationId, seq, changed: true };
    },
  };
}
