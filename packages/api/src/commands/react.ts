import { limits, type ReactInput, type ToggleOutput } from '@nova/contract';
import { addReaction, type LockedMessage, lockMessage, reactionsOf, removeReaction } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type MemberCommand } from '../lock/under-lock.ts';

interface Facts {
  readonly message: LockedMessage | null;
  readonly reactions: Awaited<ReturnType<typeof reactionsOf>>;
}

/** Adds a reaction or takes it back. Idempotent: what is so already makes no event. */
export function reactCommand(
  input: ReactInput & { readonly conversationId: string },
  issuer: Issuer,
): MemberCommand<Facts, ToggleOutput> {
  const { messageId, conversationId, emoji, on } = input;
  const target = { action: 'message.react', issuer, conversationId, targetId: messageId };
  const reaction = { messageId, userId: issuer.userId, emoji };
  return {
    ...target,
    stranger: 'MESSAGE_NOT_FOUND',
    async read(tx) {
      const [message, reactions] = await Promise.all([lockMessage(tx, messageId), reactionsOf(tx, messageId)]);
      return { message, reactions };
    },
    async act(tx, { ledger }, { message, reactions }) {
      if (!message) throw refuse('MESSAGE_NOT_FOUND');
      if (message.deletedSeq !== null) throw refuse('MESSAGE_DELETED');
      const same = reactions.find((other) => other.emoji === emoji);
      if ((same?.userIds.includes(issuer.userId) ?? false) === on) {
        return { messageId, changed: false, seq: ledger.lastSeq(conversationId) };
      }
      if (on && !same && reactions.length >= limits.reactionsPerMessage) throw refuse('REACTIONS_FULL');
      const seq = ledger.append({
        conversationId,
        type: 'reaction.changed',
        actorId: issuer.userId,
        messageId,
        payload: { emoji, on },
      });
      ledger.audits.push(acceptedEntry(target, { details: { emoji, on } }));
      await (on ? addReaction(tx, reaction, { seq, at: ledger.at }) : removeReaction(tx, reaction));
      return { messageId, changed: true, seq };
    },
  };
}
