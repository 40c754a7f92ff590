import { type ConversationKind, limits, type Reason, type Role } from '@nova/contract';

/** A decision: null is yes, anything else says why not. */
export type Decision = Reason | null;

const rank = { owner: 2, admin: 1, member: 0 } as const satisfies Record<Role, number>;

function outranks(role: Role, other: Role): boolean {
  return rank[role] > rank[other];
}

/** Title and topic: owners and admins; a direct conversation has neither. */
export function mayUpdate(kind: ConversationKind, role: Role): Decision {
  return kind !== 'direct' && outranks(role, 'member') ? null : 'FORBIDDEN';
}

/** Adding people: owners and admins; a direct conversation is for two. */
export function mayAddMembers(kind: ConversationKind, role: Role): Decision {
  return kind !== 'direct' && outranks(role, 'member') ? null : 'FORBIDDEN';
}

/** Whether so many fit in. Channels have no bound (A3). */
export function mayHold(kind: ConversationKind, memberCount: number): Decision {
  return kind === 'group' && memberCount > limits.groupMembersMax ? 'GROUP_FULL' : null;
}

/** Removing somebody else: owners and admins, whoever they outrank. Nobody outranks an owner. */
export function mayRemove(kind: ConversationKind, role: Role, target: Role): Decision {
  return kind !== 'direct' && outranks(role, 'member') && outranks(role, target) ? null : 'FORBIDDEN';
}

/** Giving roles: owners only, also to other owners and to themselves; the last owner stays one. */
export function maySetRole(
  kind: ConversationKind,
  role: Role,
  change: { readonly from: Role; readonly to: Role; readonly owners: number },
): Decision {
  if (kind === 'direct' || role !== 'owner') return 'FORBIDDEN';
  return change.from === 'owner' && change.to !== 'owner' && change.owners < 2 ? 'LAST_OWNER' : null;
}

/** Leaving: anybody; the last owner only after everybody else has. */
export function mayLeave(
  kind: ConversationKind,
  role: Role,
  among: { readonly owners: number; readonly members: number },
): Decision {
  if (kind === 'direct') return 'FORBIDDEN';
  return role === 'owner' && among.owners < 2 && among.members > 1 ? 'LAST_OWNER' : null;
}

/** Joining without being asked: public channels only. To a stranger everything else does not exist (A1). */
export function mayJoin(kind: ConversationKind): Decision {
  return kind === 'channel' ? null : 'NOT_A_MEMBER';
}
