import type { ChangeOutput, ConversationKind, Role } from '@nova/contract';
import { addMembers, type MemberRow, newId, readMembers } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type OpenCommand } from '../lock/under-lock.ts';
import { mayHold } from '../policy/conversation-policy.ts';

export interface ConversationPlan {
  /** As the audit trail calls it. */
  readonly action: string;
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly topic: string;
  readonly directKey: string | null;
  readonly importSource: string | null;
  /** Of an import: when it was begun. */
  readonly createdAt?: string | undefined;
  readonly members: readonly { readonly userId: string; readonly role: Role }[];
}

/** Makes a conversation with its first members: one event for its title, one for each member. */
export function createCommand(plan: ConversationPlan, issuer: Issuer): OpenCommand<readonly MemberRow[], ChangeOutput> {
  const conversationId = newId();
  const { action, kind, title, topic, directKey, importSource, createdAt } = plan;
  const target = { action, issuer, conversationId, targetId: null };
  return {
    ...target,
    admission: 'anyone',
    create: { id: conversationId, kind, title, topic, directKey, importSource, createdBy: issuer.userId, createdAt },
    read: (tx) =>
      readMembers(
        tx,
        conversationId,
        plan.members.map(({ userId }) => userId),
      ),
    async act(tx, { ledger }, people) {
      if (people.length < plan.members.length || people.some(({ placeholder }) => placeholder))
        throw refuse('USER_NOT_FOUND');
      const full = mayHold(kind, plan.members.length);
      if (full) throw refuse(full);
      const { userId: actorId } = issuer;
      ledger.append({
        conversationId,
        type: 'conversation.updated',
        actorId,
        messageId: null,
        payload: { title, topic },
      });
      const members = plan.members.map(({ userId, role }) => ({
        userId,
        role,
        joinedSeq: ledger.append({
          conversationId,
          type: 'member.added',
          actorId,
          messageId: null,
          payload: { userId, role },
        }),
      }));
      ledger.audits.push(acceptedEntry(target, { details: { kind, userIds: members.map(({ userId }) => userId) } }));
      await addMembers(tx, { conversationId, members, at: ledger.at });
      return { conversationId, seq: ledger.lastSeq(conversationId), changed: true };
    },
  };
}
