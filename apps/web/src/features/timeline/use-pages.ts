'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useConversation, useConversationPart } from '../../nova/conversation-provider.tsx';

export interface Edges {
  /** How far the screen is from the first and from the last row, in pixels, and how tall it is. */
  readonly before: number;
  readonly after: number;
  readonly viewport: number;
}

type Side = 'before' | 'after';

/** Pages are asked for this many screens ahead, so that one rarely waits for them. */
const screensAhead = 3;

/** Loads the next page when the screen comes near an edge, one at a time on each side. What fails is asked for again by scrolling on, or when there is a way again. */
export function usePages(): { readonly near: (edges: Edges) => void; readonly isLoading: boolean } {
  const conversation = useConversation();
  const isLive = useConversationPart((view) => view.status === 'live');
  const [isLoading, setIsLoading] = useState(false);
  const busy = useRef<Record<Side, boolean>>({ before: false, after: false });
  const last = useRef<Edges | null>(null);
  const near = useCallback(
    (edges: Edges): void => {
      last.current = edges;
      const load = async (side: Side): Promise<void> => {
        if (busy.current[side]) return;
        busy.current[side] = true;
        setIsLoading(true);
        // Why it failed is told by the conversation's status.
        await (side === 'before' ? conversation.loadOlder() : conversation.loadNewer()).catch(() => false);
        busy.current[side] = false;
        setIsLoading(busy.current.before || busy.current.after);
      };
      const { hasMoreBefore, hasMoreAfter } = conversation.view;
      const ahead = edges.viewport * screensAhead;
      if (hasMoreBefore && edges.before < ahead) void load('before');
      if (hasMoreAfter && edges.after < ahead) void load('after');
    },
    [conversation],
  );
  useEffect(() => {
    if (isLive && last.current) near(last.current);
  }, [isLive, near]);
  return { near, isLoading };
}
