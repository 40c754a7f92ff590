import type { NotifyStanding, NotifyWishes, TellableMessage } from '@nova/db';
import { hasKeyword } from './keywords.ts';

/** Why somebody is told of a message. */
export type NotifyReason = 'mention' | 'keyword' | 'thread' | 'direct' | 'message';

/**
 * Why a person is told of a message; null when they are not. A conversation that one wants to hear nothing of is silent
 * whatever is said there; in one that one wants to hear mentions of, keywords and threads that one follows count too.
 */
export function reasonOf(
  { level, isMentioned, follows }: Pick<NotifyStanding, 'level' | 'isMentioned' | 'follows'>,
  { scope, keywords }: Pick<NotifyWishes, 'scope' | 'keywords'>,
  message: Pick<TellableMessage, 'kind' | 'threadRootId' | 'alsoSent' | 'body'>,
): NotifyReason | null {
  if (level === 'nothing' || scope === 'nothing') return null;
  if (isMentioned) return 'mention';
  if (hasKeyword(message.body, keywords)) return 'keyword';
  if (message.threadRootId !== null && follows) return 'thread';
  if (message.threadRootId !== null && !message.alsoSent) return null;
  if (level === 'mentions') return null;
  if (message.kind === 'direct') return 'direct';
  return scope === 'all' ? 'message' : null;
}
