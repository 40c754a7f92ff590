import { type ChangeOutput, channelTitle, type ConversationKind } from '@nova/contract';
import { renameConversation } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type MemberCommand } from '../lock/under-lock.ts';
import { mayUpdate } from '../policy/conversation-policy.ts';

/** Changes title or topic of a group or channel. Idempotent. */
export function updateCommand(
  input: { readonly conversationId: string; readonly title?: string | undefined; readonly topic?: string | undefined },
  issuer: Issuer,
): MemberCommand<null, ChangeOutput> {
  const { conversationId } = input;
  const target = { action: 'conversation.update', issuer, conversationId, targetId: null };
  return {
    ...target,
    stranger: 'NOT_A_MEMBER',
    read: () => Promise.resolve(null),
    async act(tx, { ledger, conversation, role }) {
      const no = mayUpdate(conversation.kind, role);
      if (no) throw refuse(no);
      const title = titleAfter(conversation, input.title);
      const { topic = conversation.topic } = input;
      if (title === conversation.title && topic === conversation.topic) {
        return { conversationId, seq: conversation.lastSeq, changed: false };
      }
      const changed = [
        ...(title === conversation.title ? [] : (['title'] as const)),
        ...(topic === conversation.topic ? [] : (['topic'] as const)),
      ];
      const seq = ledger.append({
        conversationId,
        type: 'conversation.updated',
        actorId: issuer.userId,
        messageId: null,
        payload: { title, topic, changed },
      });
      ledger.audits.push(acceptedEntry(target, { details: { title, topic } }));
      await renameConversation(tx, { conversationId, title, topic, at: ledger.at });
      return { conversationId, seq, changed: true };
    },
  };
}

/** A name that stays is left alone, also one that no channel would get today. */
function titleAfter(
  { kind, title }: { readonly kind: ConversationKind; readonly title: string | null },
  asked: string | undefined,
): string | null {
  if (asked === undefined || asked === title) return title;
  return kind === 'channel' ? channelTitle(asked) : asked;
}
