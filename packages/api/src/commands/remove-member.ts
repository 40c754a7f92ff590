import type { ChangeOutput } from '@nova/contract';
import { countOwners, type MemberRow, readMembers, removeMember } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type MemberCommand } from '../lock/under-lock.ts';
import { mayLeave, mayRemove } from '../policy/conversation-policy.ts';

interface Facts {
  readonly target: MemberRow | null;
  readonly owners: number;
}

/** Removes a member, or oneself (leaving). The subscriptions of the removed end with the event (D7). Idempotent. */
export function removeMemberCommand(
  input: { readonly conversationId: string; readonly userId: string },
  issuer: Issuer,
): MemberCommand<Facts, ChangeOutput> {
  const { conversationId, userId } = input;
  const isLeaving = userId === issuer.userId;
  const target = {
    action: isLeaving ? 'conversation.leave' : 'conversation.removeMember',
    issuer,
    conversationId,
    targetId: userId,
  };
  return {
    ...target,
    stranger: 'NOT_A_MEMBER',
    async read(tx) {
      const [found, owners] = await Promise.all([
        readMembers(tx, conversationId, [userId]),
        countOwners(tx, conversationId),
      ]);
      return { target: found[0] ?? null, owners };
    },
    async act(tx, { ledger, conversation, role }, { target: person, owners }) {
      const { kind, memberCount } = conversation;
      const no = isLeaving
        ? mayLeave(kind, role, { owners, members: memberCount })
        : mayRemove(kind, role, person?.role ?? 'member');
      if (no) throw refuse(no);
      if (!person?.role) return { conversationId, seq: ledger.lastSeq(conversationId), changed: false };
      const seq = ledger.append({
        conversationId,
        type: 'member.removed',
        actorId: issuer.userId,
        messageId: null,
        payload: { userId },
      });
      ledger.audits.push(acceptedEntry(target, { details: { role: person.role } }));
      await removeMember(tx, conversationId, userId);
      return { conversationId, seq, changed: true };
    },
  };
}
