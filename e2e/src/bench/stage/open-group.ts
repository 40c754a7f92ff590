import type { Account } from '../../fixtures/people/account.ts';

/** A group of somebody's own; resolves to its id. */
export async function openGroup(
  { program }: Account,
  title: string,
  memberIds: string[] = [],
  kind: 'group' | 'channel' = 'group',
): Promise<string> {
  return (await program.trpc.conversation.createGroup.mutate({ title, kind, memberIds })).conversationId;
}
