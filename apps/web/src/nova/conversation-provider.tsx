'use client';

import type { Conversation, ConversationView } from '@nova/client';
import { createContext, use, useLayoutEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useNova } from './nova-provider.tsx';
import { useWatch } from './use-watch.ts';

const ConversationContext = createContext<Conversation | null>(null);

export interface ConversationProviderProps {
  readonly id: string;
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Holds one conversation open for what is inside. Give it the id as `key` too: another one is another holder. */
export function ConversationProvider({ id, fallback, children }: ConversationProviderProps) {
  const nova = useNova();
  const [conversation, setConversation] = useState<Conversation | null>(null);
  // Before the frame is drawn: what the device has of it is in the first one.
  useLayoutEffect(() => {
    const opened = nova.conversation(id);
    setConversation(opened);
    return () => opened.close();
  }, [nova, id]);
  return conversation ? <ConversationContext value={conversation}>{children}</ConversationContext> : fallback;
}

/** The handle of the conversation one is in: `send`, `edit`, `delete`, `react`, `loadOlder` … */
export function useConversation(): Conversation {
  const conversation = use(ConversationContext);
  if (!conversation) throw new Error('outside of ConversationProvider');
  return conversation;
}

/** A part of what is on the screen of the conversation one is in: one renders again only when that part changes. `pick` must make no new object each time. */
export function useConversationPart<Part>(pick: (view: ConversationView) => Part): Part {
  const conversation = useConversation();
  return useWatch(conversation, () => pick(conversation.view));
}
