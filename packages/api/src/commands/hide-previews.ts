import type { HidePreviewsInput, ToggleOutput } from '@nova/contract';
import { type LockedMessage, lockMessage, type PreviewFacts, readPreviews, setPreviews } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type MemberCommand } from '../lock/under-lock.ts';
import { mayDelete } from '../policy/message-policy.ts';

interface Facts {
  readonly message: LockedMessage | null;
  readonly previews: PreviewFacts | null;
}

/**
 * Takes the previews of a message's links off, for everybody and for good: whoever may delete it may (H6). Idempotent:
 * off already makes no event.
 */
export function hidePreviewsCommand(
  input: HidePreviewsInput & { readonly conversationId: string },
  issuer: Issuer,
): MemberCommand<Facts, ToggleOutput> {
  const { messageId, conversationId } = input;
  const target = { action: 'message.hidePreviews', issuer, conversationId, targetId: messageId };
  return {
    ...target,
    stranger: 'MESSAGE_NOT_FOUND',
    async read(tx) {
      const [message, previews] = await Promise.all([lockMessage(tx, messageId), readPreviews(tx, messageId)]);
      return { message, previews };
    },
    async act(tx, { ledger, conversation, role }, { message, previews }) {
      if (!message) throw refuse('MESSAGE_NOT_FOUND');
      const no = mayDelete(conversation.kind, role, message.senderId === issuer.userId);
      if (no) throw refuse(no);
      if (!previews) throw refuse('MESSAGE_DELETED');
      if (previews.isHidden) return { messageId, changed: false, seq: ledger.lastSeq(conversationId) };
      const actorId = issuer.userId;
      const seq = ledger.append({ conversationId, type: 'message.previewed', actorId, messageId, payload: null });
      ledger.audits.push(acceptedEntry(target));
      await setPreviews(tx, { messageId, seq, shown: [], isHidden: true });
      return { messageId, changed: true, seq };
    },
  };
}
