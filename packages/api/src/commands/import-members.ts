import type { ChangeOutput, ImportMembersInput } from '@nova/contract';
import {
  addMembers,
  everMembers,
  findImported,
  holdClaims,
  type ImportFacts,
  type LockedTx,
  type MemberRow,
  pairDirect,
  readMembers,
} from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { acceptedEntry, type Issuer, type OpenCommand } from '../lock/under-lock.ts';
import { mayHold } from '../policy/conversation-policy.ts';
import { storable } from './import-messages.ts';

interface Facts {
  readonly imported: ImportFacts;
  readonly people: readonly MemberRow[];
}

type Wanted = ImportMembersInput['members'][number];

/**
 * Puts people into a conversation that an import made; everything before counts as read. Idempotent: who is in it stays
 * as they are. Only its authors, and the operator in a public channel: an import makes nobody a member of anything else.
 */
export function importMembersCommand(input: ImportMembersInput, issuer: Issuer): OpenCommand<Facts, ChangeOutput> {
  const { conversationId } = input;
  const wanted = new Map(input.members.map((member) => [member.userId, member]));
  const userIds = [...wanted.keys()];
  const target = { action: 'imports.members', issuer, conversationId, targetId: null };
  return {
    ...target,
    admission: 'anyone',
    async read(tx) {
      const [, imported, people] = await Promise.all([
        holdClaims(tx, userIds),
        findImported(tx, { conversationId, messageIds: [], userIds }),
        readMembers(tx, conversationId, userIds),
      ]);
      return { imported, people };
    },
    async act(tx, { ledger, conversation }, { imported, people }) {
      if (imported.source === null) throw refuse('FORBIDDEN');
      const { kind } = conversation;
      const mayBe = (userId: string): boolean =>
        imported.userIds.has(userId) || (kind === 'channel' && userId === issuer.userId);
      if (people.length < userIds.length || !userIds.every(mayBe)) throw refuse('USER_NOT_FOUND');
      const added = await toAdd(tx, { conversationId, wanted, people });
      const memberCount = conversation.memberCount + added.length;
      const full = mayHold(kind, memberCount) ?? (kind === 'direct' && memberCount > 2 ? 'GROUP_FULL' : null);
      if (full) throw refuse(full);
      if (added.length === 0) return { conversationId, seq: ledger.lastSeq(conversationId), changed: false };
      const members = added.map(({ userId, role, joinedAt }) => {
        const payload = { userId, role };
        return {
          userId,
          role,
          joinedAt: joinedAt === undefined ? undefined : storable(joinedAt),
          joinedSeq: ledger.append({
            conversationId,
            type: 'member.added',
            actorId: issuer.userId,
            messageId: null,
            payload,
          }),
        };
      });
      ledger.audits.push(acceptedEntry(target, { details: { userIds: members.map(({ userId }) => userId) } }));
      await addMembers(tx, { conversationId, members, at: ledger.at });
      if (kind === 'direct') await pairDirect(tx, conversationId);
      return { conversationId, seq: ledger.lastSeq(conversationId), changed: true };
    },
  };
}

/**
 * Who is not in it yet. For a placeholder that was claimed it is the claimer, unless the claim has put them in: then
 * what became of them there since is not undone.
 */
async function toAdd(
  tx: LockedTx,
  of: {
    readonly conversationId: string;
    readonly wanted: ReadonlyMap<string, Wanted>;
    readonly people: readonly MemberRow[];
  },
): Promise<readonly Wanted[]> {
  const { conversationId, wanted, people } = of;
  const outside = people.flatMap(({ userId, role, claimedBy }) => {
    const member = wanted.get(userId);
    return role === null && member ? [{ member, claimedBy }] : [];
  });
  const claimed = outside.flatMap(({ member, claimedBy }) =>
    claimedBy === null ? [] : [{ placeholderId: member.userId, member: { ...member, userId: claimedBy } }],
  );
  const added = new Map(
    outside.flatMap(({ member, claimedBy }) => (claimedBy === null ? [[member.userId, member]] : [])),
  );
  if (claimed.length > 0) {
    const claimers = [...new Set(claimed.map(({ member }) => member.userId))];
    const placeholderIds = claimed.map(({ placeholderId }) => placeholderId);
    const [were, rows] = await Promise.all([
      everMembers(tx, { conversationId, userIds: placeholderIds }),
      readMembers(tx, conversationId, claimers),
    ]);
    const inside = new Set(rows.filter(({ role }) => role !== null).map(({ userId }) => userId));
    for (const { placeholderId, member } of claimed)
      if (!were.has(placeholderId) && !inside.has(member.userId)) added.set(member.userId, member);
  }
  return [...added.values()];
}
