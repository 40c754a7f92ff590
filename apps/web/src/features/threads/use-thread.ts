'use client';

import type { Thread } from '@nova/client';
import { useEffect, useState } from 'react';
import { useConversation } from '../../nova/conversation-provider.tsx';

/** A thread of the conversation one is in, held open for as long as it is used; null for a moment. */
export function useThread(rootId: string): Thread | null {
  const conversation = useConversation();
  const [thread, setThread] = useState<Thread | null>(null);
  useEffect(() => {
    const opened = conversation.thread(rootId);
    setThread(opened);
    return () => opened.close();
  }, [conversation, rootId]);
  return thread;
}
