import { type ExportMembersPage, type ExportPage, type ExportPageInput, limits } from '@nova/contract';
import { exportMembers, exportPage } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';

/** The next messages of an export with their history. @throws Refusal NOT_A_MEMBER, by what is true now. */
export async function pageOfExport(parts: ApiParts, input: ExportPageInput, userId: string): Promise<ExportPage> {
  const { conversationId, after, only } = input;
  const page = await exportPage(parts.db.query, { conversationId, userId, after, own: only === 'own' });
  if (!page) throw refuse('NOT_A_MEMBER');
  return { messages: [...page.messages], people: [...page.people], next: page.reached };
}

/** A conversation and its next members. @throws Refusal NOT_A_MEMBER. */
export async function membersOfExport(
  parts: ApiParts,
  { conversationId, after }: { readonly conversationId: string; readonly after: string | null },
  userId: string,
): Promise<ExportMembersPage> {
  const found = await exportMembers(parts.db.query, { conversationId, userId, after });
  if (!found) throw refuse('NOT_A_MEMBER');
  const members = found.members.slice(0, limits.groupMembersMax);
  const next = found.members.length > members.length ? (members.at(-1)?.user.id ?? null) : null;
  return { conversation: found.conversation, members, next };
}
