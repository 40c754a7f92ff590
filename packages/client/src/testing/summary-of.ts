import type { ConversationSummary } from '@nova/contract';

/** A group as the inbox tells of it, of which a test says what it is about. */
export function summaryOf(id: string, told: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id,
    kind: 'group',
    title: id,
    topic: '',
    memberCount: 2,
    lastSeq: 1,
    createdAt: '',
    role: 'member',
    notify: 'all',
    readSeq: 0,
    unread: 0,
    mentions: 0,
    unreadThreads: 0,
    peer: null,
    lastMessage: null,
    ...told,
  };
}
