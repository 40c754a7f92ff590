import { channelTitle, type Conversation, type ConversationSummary } from '@nova/contract';
import type { Translate } from '../../i18n/catalogue.ts';

/** The title of a conversation as it is shown: an old channel may have a `#` in its name. */
export function titleOf({ title, kind }: Pick<Conversation, 'title' | 'kind'>): string | null {
  return kind === 'channel' && title !== null ? channelTitle(title) : title;
}

/** What a conversation is called: its title, or the other person's name. */
export function nameOf(
  t: Translate,
  conversation: Pick<Conversation, 'title' | 'kind'> & Partial<Pick<ConversationSummary, 'peer'>>,
): string {
  return titleOf(conversation) ?? conversation.peer?.name ?? t('conversation.unnamed');
}

/** The same where no sign stands beside it: a channel has its `#`. */
export function signedNameOf(t: Translate, conversation: Parameters<typeof nameOf>[1]): string {
  const name = nameOf(t, conversation);
  return conversation.kind === 'channel' ? `#${name}` : name;
}
