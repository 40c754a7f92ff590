import type { ConversationKind, Role } from '@nova/contract';
import type { Decision } from './conversation-policy.ts';

/** 0: nobody edits. -1: no limit. */
export type EditWindowMs = number;

/** Editing: the author only, for a while (W4). `ageMs` is by the database's clock, under the lock. */
export function mayEdit(
  message: { readonly isAuthor: boolean; readonly isDeleted: boolean; readonly ageMs: number },
  windowMs: EditWindowMs,
): Decision {
  if (!message.isAuthor) return 'FORBIDDEN';
  if (message.isDeleted) return 'MESSAGE_DELETED';
  if (windowMs === -1) return null;
  return windowMs > 0 && message.ageMs <= windowMs ? null : 'EDIT_WINDOW_EXPIRED';
}

/** Deleting: the author at any time; owners and admins of a group or channel any message (W4). */
export function mayDelete(kind: ConversationKind, role: Role, isAuthor: boolean): Decision {
  return isAuthor || (kind !== 'direct' && role !== 'member') ? null : 'FORBIDDEN';
}

/** Pinning: any member of a direct conversation or group; in a channel, its owners and admins. */
export function mayPin(kind: ConversationKind, role: Role): Decision {
  return kind === 'channel' && role === 'member' ? 'FORBIDDEN' : null;
}

/**
 * Mentioning everybody at once: any member, in conversations of more than `max` people their owners and admins. Between
 * two there is nobody else to mention.
 */
export function mayMentionAll(of: {
  readonly kind: ConversationKind;
  readonly role: Role;
  readonly memberCount: number;
  readonly max: number;
}): Decision {
  if (of.kind === 'direct') return 'FORBIDDEN';
  return of.memberCount <= of.max || of.role !== 'member' ? null : 'FORBIDDEN';
}
