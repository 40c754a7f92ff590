import type { ConversationSummary } from '@nova/contract';
import { counted } from './unread.ts';

export type SectionName = 'unread' | 'favourites' | 'channels' | 'groups' | 'direct';

export interface Section {
  readonly name: SectionName;
  readonly conversations: readonly ConversationSummary[];
}

/** The pane's sections, each in the inbox's own order; empty ones are left out. `unreadFirst` gathers what waits on top. */
export function sectionsOf(conversations: readonly ConversationSummary[], unreadFirst: boolean): readonly Section[] {
  const isWaiting = (summary: ConversationSummary): boolean => unreadFirst && counted(summary) > 0;
  const rest = conversations.filter((summary) => !isWaiting(summary) && summary.favourite !== true);
  const of = (kind: ConversationSummary['kind']): readonly ConversationSummary[] =>
    rest.filter((summary) => summary.kind === kind);
  const all: readonly Section[] = [
    { name: 'unread', conversations: conversations.filter(isWaiting) },
    { name: 'favourites', conversations: conversations.filter((one) => one.favourite === true && !isWaiting(one)) },
    { name: 'channels', conversations: of('channel') },
    { name: 'groups', conversations: of('group') },
    { name: 'direct', conversations: of('direct') },
  ];
  return all.filter((section) => section.conversations.length > 0);
}
