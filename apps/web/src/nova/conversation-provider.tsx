'use client';

import type { Conversation, ConversationView, Talkable } from '@nova/client';
import { createContext, use, useLayoutEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { draw } from '../ui/in-pieces.ts';
import { useNova } from './nova-provider.tsx';
import { useWatch } from './use-watch.ts';

const ConversationContext = createContext<Conversation | null>(null);
const TalkableContext = createContext<Talkable | null>(null);

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
    draw(() => setConversation(opened));
    return () => opened.close();
  }, [nova, id]);
  if (!conversation) return fallback;
  return (
    <ConversationContext value={conversation}>
      <TalkableProvider talkable={conversation}>{children}</TalkableProvider>
    </ConversationContext>
  );
}

/** Makes what is inside be about a thread of the conversation, say, instead of all of it. */
export function TalkableProvider({ talkable, children }: { talkable: Talkable; children: ReactNode }) {
  return <TalkableContext value={talkable}>{children}</TalkableContext>;
}

/** Where one talks, a conversation or a thread: `send`, `edit`, `delete`, `react`, `loadOlder` … */
export function useTalkable(): Talkable {
  const talkable = use(TalkableContext);
  if (!talkable) throw new Error('outside of ConversationProvider');
  return talkable;
}

/** The handle of the conversation one is in, whole. */
export function useConversation(): Conversation {
  const conversation = use(ConversationContext);
  if (!conversation) throw new Error('outside of ConversationProvider');
  return conversation;
}

/** A part of what is on the screen where one talks: one renders again only when that part changes. `pick` must make no new object each time. */
export function useConversationPart<Part>(pick: (view: ConversationView) => Part): Part {
  const talkable = useTalkable();
  return useWatch(talkable, () => pick(talkable.view));
}
