import type { ChangeOutput, Role } from '@nova/contract';
import { countOwners, type MemberRow, readMembers, setRole } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type MemberCommand } from '../lock/under-lock.ts';
import { maySetRole } from '../policy/conversation-policy.ts';

interface Facts {
  readonly target: MemberRow | null;
  readonly owners: number;
}

/** Gives a member another role. Idempotent. */
export function setRoleCommand(
  input: { readonly conversationId: string; readonly userId: string; readonly role: Role },
  issuer: Issuer,
): MemberCommand<Facts, ChangeOutput> {
  const { conversationId, userId, role: to } = input;
  const target = { action: 'conversation.setRole', issuer, conversationId, targetId: userId };
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
      const from = person?.role ?? null;
      const no = maySetRole(conversation.kind, role, { from: from ?? 'member', to, owners });
      if (no) throw refuse(no);
      if (from === null) throw refuse('USER_NOT_FOUND');
      if (from === to) return { conversationId, seq: ledger.lastSeq(conversationId), changed: false };
      const seq = ledger.append({
        conversationId,
        type: 'member.roleChanged',
        actorId: issuer.userId,
        messageId: null,
        payload: { userId, role: to },
      });
      ledger.audits.push(acceptedEntry(target, { details: { from, to } }));
      await setRole(tx, { conversationId, userId, role: to });
      return { conversationId, seq, changed: true };
    },
  };
}
