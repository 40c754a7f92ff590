'use client';

import { useCallback, useEffect } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useTalk } from '../talk/talk-provider.tsx';
import type { Row } from './rows.ts';
import { isAttended } from './use-unread-range.ts';

interface Shown {
  readonly list: { readonly current: VirtualizerHandle | null };
  readonly rows: { readonly current: readonly Row[] };
  /** False until it is known what was unread when one came in: then nothing counts as read yet. */
  readonly mayRead: boolean;
}

/** A row counts as seen when no more than this is below the edge. */
const hiddenPx = 8;

/**
 * Marks what was really seen as read: rows that have been on the screen of a tab that somebody looks at. Call the
 * returned function whenever what is on the screen may be something else.
 */
export function useReading({ list, rows, mayRead }: Shown): () => void {
  const talk = useTalk();
  const look = useCallback(() => {
    const view = list.current;
    const { conversation, nova, unreadSeq } = talk;
    if (!view || !mayRead || unreadSeq !== null || !isAttended()) return;
    const last = Math.min(
      view.findItemIndex(view.scrollOffset + view.viewportSize - hiddenPx),
      rows.current.length - 1,
    );
    const { asOfSeq, hasMoreAfter } = conversation.view;
    // At the very end everything is read, what has no line of its own included.
    if (last === rows.current.length - 1 && !hasMoreAfter) return nova.inbox.markRead(conversation.id, asOfSeq);
    for (let at = last; at >= 0; at--) {
      const row = rows.current[at];
      if (row?.type === 'message' && row.message.seq !== null)
        return nova.inbox.markRead(conversation.id, row.message.seq);
    }
  }, [talk, list, rows, mayRead]);
  useEffect(() => {
    addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [look]);
  return look;
}
