import type { ChangeOutput } from '@nova/contract';
import { addMembers, type MemberRow, readMembers } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type MemberCommand } from '../lock/under-lock.ts';
import { mayAddMembers, mayHold } from '../policy/conversation-policy.ts';

/** Adds people to a group or channel; those who are in it already are left alone. */
export function addMembersCommand(
  input: { readonly conversationId: string; readonly userIds: readonly string[] },
  issuer: Issuer,
): MemberCommand<readonly MemberRow[], ChangeOutput> {
  const { conversationId } = input;
  const userIds = [...new Set(input.userIds)];
  const target = { action: 'conversation.addMembers', issuer, conversationId, targetId: null };
  return {
    ...target,
    stranger: 'NOT_A_MEMBER',
    read: (tx) => readMembers(tx, conversationId, userIds),
    async act(tx, { ledger, conversation, role }, people) {
      const no = mayAddMembers(conversation.kind, role);
      if (no) throw refuse(no);
      if (people.length < userIds.length || people.some(({ placeholder }) => placeholder))
        throw refuse('USER_NOT_FOUND');
      const known = new Set(people.filter((person) => person.role !== null).map(({ userId }) => userId));
      const added = userIds.filter((userId) => !known.has(userId));
      if (added.length === 0) return { conversationId, seq: ledger.lastSeq(conversationId), changed: false };
      const full = mayHold(conversation.kind, conversation.memberCount + added.length);
      if (full) throw refuse(full);
      const members = added.map((userId) => ({
        userId,
        role: 'member' as const,
        joinedSeq: ledger.append({
          conversationId,
          type: 'member.added',
          actorId: issuer.userId,
          messageId: null,
          payload: { userId, role: 'member' },
        }),
      }));
      ledger.audits.push(acceptedEntry(target, { details: { userIds: added } }));
      await addMembers(tx, { conversationId, members, at: ledger.at });
      return { conversationId, seq: ledger.lastSeq(conversationId), changed: true };
    },
  };
}
