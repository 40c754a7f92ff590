import type { ReachOutput } from '@nova/contract';
import { getStanding, listMemberIds } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';
import { mayMentionAll } from '../policy/message-policy.ts';

/**
 * How many a mention of everybody would reach if it were sent now, and whether this member may: for asking before it is
 * sent, when it is judged again (G1). @throws Refusal NOT_A_MEMBER.
 */
export async function reachNow(parts: ApiParts, conversationId: string, userId: string): Promise<ReachOutput> {
  const { query } = parts.db;
  const standing = await getStanding(query, conversationId, userId);
  if (!standing) throw refuse('NOT_A_MEMBER');
  const may = mayMentionAll({ ...standing, max: parts.settings.mentionAllMax }) === null;
  const channel = standing.memberCount - 1;
  // Whoever may not is told no more than they can do.
  if (!may) return { channel, here: 0, may };
  const present = parts.presence.present();
  const members = await listMemberIds(query, [conversationId]);
  const here = members.filter((member) => member.userId !== userId && present.has(member.userId)).length;
  return { channel, here, may };
}
