import type { Conversation, ConversationSummary } from '@nova/contract';
import type { Translate } from '../../i18n/catalogue.ts';

/** What a conversation is called: its title, or the other person's name. */
export function nameOf(
  t: Translate,
  conversation: Pick<Conversation, 'title'> & Partial<Pick<ConversationSummary, 'peer'>>,
): string {
  return conversation.title ?? conversation.peer?.name ?? t('conversation.unnamed');
}
