import type { ClaimOutput } from '@nova/contract';
import {
  addMembers,
  claimPlaceholder,
  conversationsOf,
  type MemberRow,
  pairDirect,
  readMembers,
  removeMember,
} from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { asOneself } from '../lock/as-oneself.ts';
import { acceptedEntry, type Issuer, type OpenCommand, underOpenLock } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';

export interface Claim {
  readonly placeholderId: string;
  /** Whose it shall be. */
  readonly userId: string;
}

/**
 * Makes a placeholder somebody's: what it said stays where it is under their name, and they are in what it was in.
 * `asOperator` vouches for it; else the claimer must have proved to have the placeholder's address. Idempotent, and
 * goes on where it stopped when it is called again. Claimed once it is nobody else's any more.
 *
 * @throws Refusal USER_NOT_FOUND: no such placeholder for them, whether it exists or not.
 */
export async function claim(
  parts: ApiParts,
  { placeholderId, userId }: Claim,
  { issuer, asOperator }: { readonly issuer: Issuer; readonly asOperator: boolean },
): Promise<ClaimOutput> {
  await asOneself(parts, {
    action: asOperator ? 'imports.claim' : 'user.claim',
    issuer,
    targetId: placeholderId,
    async act(query) {
      if (!(await claimPlaceholder(query, { placeholderId, userId, mustProve: !asOperator })))
        throw refuse('USER_NOT_FOUND');
      return { out: null, audit: { details: { userId } } };
    },
  });
  let joined = 0;
  for (const conversationId of await conversationsOf(parts.db.query, placeholderId)) {
    const moved = await underOpenLock(parts, moveCommand({ placeholderId, userId, conversationId }, issuer));
    if (moved) joined++;
  }
  return { placeholderId, userId, joined };
}

/** Somebody takes the place of their placeholder in one conversation. True when they were not in it. */
function moveCommand(
  { placeholderId, userId, conversationId }: Claim & { readonly conversationId: string },
  issuer: Issuer,
): OpenCommand<readonly MemberRow[], boolean> {
  const target = { action: 'claim.join', issuer, conversationId, targetId: userId };
  return {
    ...target,
    admission: 'anyone',
    read: (tx) => readMembers(tx, conversationId, [placeholderId, userId]),
    async act(tx, { ledger, conversation }, people) {
      const role = people.find((person) => person.userId === placeholderId)?.role;
      const isIn = people.some((person) => person.userId === userId && person.role !== null);
      if (!role) return false;
      const about = { conversationId, messageId: null };
      ledger.append({ ...about, type: 'member.removed', actorId: placeholderId, payload: { userId: placeholderId } });
      await removeMember(tx, conversationId, placeholderId);
      if (!isIn) {
        const payload = { userId, role };
        const joinedSeq = ledger.append({ ...about, type: 'member.added', actorId: userId, payload });
        await addMembers(tx, { conversationId, members: [{ userId, role, joinedSeq }], at: ledger.at });
        if (conversation.kind === 'direct') await pairDirect(tx, conversationId);
      }
      ledger.audits.push(acceptedEntry(target, { details: { placeholderId } }));
      return !isIn;
    },
  };
}
