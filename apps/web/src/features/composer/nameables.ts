import type { ConversationSummary } from '@nova/contract';
import { titleOf } from '../conversations/name-of.ts';
import type { Nameable } from './conversation-links.ts';

/**
 * What can be named in a text, by what it is called on the screen. Those of exactly that name come before channels that
 * only look like it, with a `#` of their own.
 */
export function nameablesOf(
  conversations: readonly Pick<ConversationSummary, 'id' | 'kind' | 'title'>[],
): readonly Nameable[] {
  const shown = conversations.flatMap((summary) => {
    const title = titleOf(summary);
    return title === null ? [] : [{ id: summary.id, title, isExact: title === summary.title }];
  });
  return [...shown.filter(({ isExact }) => isExact), ...shown.filter(({ isExact }) => !isExact)];
}
