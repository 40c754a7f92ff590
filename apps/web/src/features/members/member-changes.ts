import type { Role } from '@nova/contract';

const rank = { owner: 2, admin: 1, member: 0 } as const satisfies Record<Role, number>;
const roles = ['owner', 'admin', 'member'] as const;

/** What to offer: the server decides again, by what is true when it is asked. Roles are the owners' to give. */
export function changesFor(of: { mine: Role; theirs: Role; isSelf: boolean; isDirect: boolean }): {
  readonly roles: readonly Role[];
  readonly mayRemove: boolean;
} {
  const { mine, theirs, isSelf, isDirect } = of;
  return {
    roles: isDirect || mine !== 'owner' ? [] : roles.filter((role) => role !== theirs),
    mayRemove: !isDirect && !isSelf && mine !== 'member' && rank[mine] > rank[theirs],
  };
}
