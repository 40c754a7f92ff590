import { type ChangeOutput, channelTitle } from '@nova/contract';
import { type Issuer, underOpenLock } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';
import { createCommand } from './create-conversation.ts';

export interface CreateGroup {
  readonly title: string;
  readonly topic: string;
  readonly kind: 'group' | 'channel';
  readonly memberIds: readonly string[];
}

/** Makes a group or a public channel, owned by who makes it. Not idempotent: each call is another one. */
export function createGroup(
  parts: ApiParts,
  { memberIds, title: asked, ...wanted }: CreateGroup,
  issuer: Issuer,
): Promise<ChangeOutput> {
  const others = [...new Set(memberIds)].filter((userId) => userId !== issuer.userId);
  const members = [
    { userId: issuer.userId, role: 'owner' as const },
    ...others.map((userId) => ({ userId, role: 'member' as const })),
  ];
  const title = wanted.kind === 'channel' ? channelTitle(asked) : asked;
  const plan = { ...wanted, title, action: 'conversation.createGroup', directKey: null, importSource: null, members };
  return underOpenLock(parts, createCommand(plan, issuer));
}
