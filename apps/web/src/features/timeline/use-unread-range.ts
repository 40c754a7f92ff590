'use client';

import { useEffect, useState } from 'react';
import { useConversation, useConversationPart } from '../../nova/conversation-provider.tsx';
import { useSummary } from '../../nova/hooks.ts';
import { useWatch } from '../../nova/use-watch.ts';
import { useTalk } from '../talk/talk-provider.tsx';

/** What was unread when one came in, or came while one looked elsewhere: the line above it stays where it is. */
export interface UnreadRange {
  readonly readSeq: number;
  /** Later ones came while one looked on; `Infinity` while one does not. */
  readonly untilSeq: number;
  /** How many there were when one came in. */
  readonly count: number;
}

interface OpenRange extends UnreadRange {
  /** There was so much when one came in, here or not yet. */
  readonly knownSeq: number;
}

/** Whether somebody looks at this tab. */
export function isAttended(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

export function useUnreadRange(): UnreadRange | null {
  const talk = useTalk();
  const conversation = useConversation();
  const summary = useSummary(conversation.id);
  const markedSeq = useWatch(talk, () => talk.unreadSeq);
  const [range, setRange] = useState<OpenRange | null>(null);
  if (range === null && summary) {
    const { readSeq, unread: count, lastSeq: knownSeq } = summary;
    setRange({ readSeq, untilSeq: Number.POSITIVE_INFINITY, count, knownSeq });
  }
  // Live is also who is still being told what they missed.
  const isUpToDate = useConversationPart(
    ({ status, asOfSeq }) => status === 'live' && asOfSeq >= (range?.knownSeq ?? 0),
  );
  const isOpen = range?.untilSeq === Number.POSITIVE_INFINITY;
  useEffect(() => {
    // Until the conversation is up to date, what was unread may still be on its way.
    const close = (): void => {
      if (!isOpen || !isUpToDate || !isAttended()) return;
      const { asOfSeq } = conversation.view;
      setRange((before) => before && { ...before, untilSeq: asOfSeq });
    };
    const leave = (): void => {
      const readSeq = conversation.view.asOfSeq;
      const known = talk.nova.inbox.conversations.find(({ id }) => id === conversation.id);
      // What is unread when one goes is still unread when one comes back.
      if (!isAttended() && known?.unread === 0)
        setRange({ readSeq, untilSeq: Number.POSITIVE_INFINITY, count: 0, knownSeq: readSeq });
    };
    close();
    addEventListener('focus', close);
    addEventListener('blur', leave);
    document.addEventListener('visibilitychange', leave);
    document.addEventListener('visibilitychange', close);
    return () => {
      removeEventListener('focus', close);
      removeEventListener('blur', leave);
      document.removeEventListener('visibilitychange', leave);
      document.removeEventListener('visibilitychange', close);
    };
  }, [conversation, talk, isOpen, isUpToDate]);
  if (markedSeq !== null) return { readSeq: markedSeq - 1, untilSeq: Number.POSITIVE_INFINITY, count: 0 };
  return range;
}
