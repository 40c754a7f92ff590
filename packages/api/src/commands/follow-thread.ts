import type { FollowThreadOutput } from '@nova/contract';
import { type ReferencedMessage, readReferences, setFollowing, threadPlaceOf } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type MemberCommand } from '../lock/under-lock.ts';

interface Facts {
  readonly root: ReferencedMessage | undefined;
  readonly place: Awaited<ReturnType<typeof threadPlaceOf>>;
}

/** Follows a thread or stops to (T4). No event: it concerns nobody else. Idempotent. The root may be deleted. */
export function followThreadCommand(
  input: { readonly messageId: string; readonly conversationId: string; readonly on: boolean },
  issuer: Issuer,
): MemberCommand<Facts, FollowThreadOutput> {
  const { messageId: rootId, conversationId, on } = input;
  const { userId } = issuer;
  const target = { action: 'thread.follow', issuer, conversationId, targetId: rootId };
  return {
    ...target,
    stranger: 'MESSAGE_NOT_FOUND',
    async read(tx) {
      const [references, place] = await Promise.all([readReferences(tx, [rootId]), threadPlaceOf(tx, userId, rootId)]);
      return { root: references[0], place };
    },
    async act(tx, { ledger }, { root, place }) {
      if (!root || root.threadRootId !== null) throw refuse('MESSAGE_NOT_FOUND');
      const head = { rootId, conversationId, following: on };
      // A person who never followed and stops to says so for good: the first reply to their own message changes nothing.
      if (place.following === on) return { ...head, readSeq: place.readSeq ?? 0, changed: false };
      ledger.audits.push(acceptedEntry(target, { details: { on } }));
      const lastSeq = ledger.lastSeq(conversationId);
      const readSeq = await setFollowing(tx, { userId, rootId, conversationId, following: on, lastSeq });
      return { ...head, readSeq, changed: true };
    },
  };
}
