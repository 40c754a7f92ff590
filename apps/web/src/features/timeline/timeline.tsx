'use client';

import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useConversation, useConversationPart } from '../../nova/conversation-provider.tsx';
import { useOnline, useSelf, useSummary } from '../../nova/hooks.ts';
import { Arrivals } from './arrivals.tsx';
import { Beginning } from './beginning.tsx';
import { MessageList } from './message-list.tsx';
import { firstUnread, Rows } from './rows.ts';
import { TimelineSkeleton } from './timeline-skeleton.tsx';
import { useUnreadRange } from './use-unread-range.ts';

/** The messages of the conversation one is in; `seq` is the one a deep link asks for. */
export function Timeline({ seq }: { seq: number | null }) {
  const { t } = useSpeech();
  const { id } = useConversation();
  const self = useSelf();
  const isOnline = useOnline();
  const isDirect = useSummary(id)?.kind === 'direct';
  const lines = useConversationPart((view) => view.lines);
  const messages = useConversationPart((view) => view.messages);
  const isLoading = useConversationPart((view) => view.status === 'loading');
  const hasMoreBefore = useConversationPart((view) => view.hasMoreBefore);
  const [maker] = useState(() => new Rows());
  // What was written here may be there before anything that was said.
  const isBeginning = !hasMoreBefore && !isLoading;
  const unread = useUnreadRange();
  const unreadKey = unread && firstUnread(messages, { ...unread, self, isBeginning });
  const rows = maker.of(lines, { unreadKey, isBeginning, hasMoreBefore, isDirect });
  if (isLoading && rows.length === 0) {
    return <TimelineSkeleton label={t(isOnline ? 'timeline.loading' : 'timeline.notHere')} isWaiting={!isOnline} />;
  }
  if (rows.length === 0) {
    return (
      <div className="flex min-h-0 flex-1 flex-col justify-end overflow-y-auto pb-2">
        <Beginning />
      </div>
    );
  }
  return (
    <>
      <Arrivals messages={messages} self={self} />
      <MessageList rows={rows} self={self} askedSeq={seq} unreadKey={unreadKey} unread={unread} />
    </>
  );
}
