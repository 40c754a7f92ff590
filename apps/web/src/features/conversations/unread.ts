import type { ConversationSummary } from '@nova/contract';
import { limits } from '@nova/contract';
import { numberText } from '../../i18n/message-format.ts';

/** What a conversation counts for, by what its reader wants to be told of. */
export function counted({ notify, unread, mentions }: ConversationSummary): number {
  switch (notify) {
    case 'all':
      return unread;
    case 'mentions':
      return mentions;
    case 'nothing':
      return 0;
    default:
      return notify satisfies never;
  }
}

/** Everything that waits to be read, over all conversations. */
export function totalUnread(conversations: readonly ConversationSummary[]): number {
  return conversations.reduce((sum, summary) => sum + counted(summary), 0);
}

/** The server stops counting at the cap: there may be more. */
export function isCapped(count: number): boolean {
  return count >= limits.unreadCap;
}

/** A count for a small place. */
export function countText(locale: string, count: number): string {
  return isCapped(count) ? `${numberText(locale, limits.unreadCap - 1)}+` : numberText(locale, count);
}
