import type { Conversation, ConversationSummary } from '@nova/contract';
import type { Translate } from '../../i18n/catalogue.ts';

/** The title of a conversation. A channel stands beside a `#`: those that its title begins with are left out. */
export function titleOf({ title, kind }: Pick<Conversation, 'title' | 'kind'>): string | null {
  return kind === 'channel' && title !== null ? title.replace(/^#+(?=[\p{L}\p{N}])/u, '') : title;
}

/** What a conversation is called: its title, or the other person's name. */
export function nameOf(
  t: Translate,
  conversation: Pick<Conversation, 'title' | 'kind'> & Partial<Pick<ConversationSummary, 'peer'>>,
): string {
  return titleOf(conversation) ?? conversation.peer?.name ?? t('conversation.unnamed');
}
