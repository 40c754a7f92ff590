'use client';

import { createContext, use, useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTalkable } from '../../nova/conversation-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { Talk } from './talk.ts';

const TalkContext = createContext<Talk | null>(null);

export function TalkProvider({ children }: { children: ReactNode }) {
  const nova = useNova();
  const conversation = useTalkable();
  const talk = useMemo(() => new Talk({ nova, conversation }), [nova, conversation]);
  return <TalkContext value={talk}>{children}</TalkContext>;
}

/** What one does in the conversation one is in: always the same object there. */
export function useTalk(): Talk {
  const talk = use(TalkContext);
  if (!talk) throw new Error('outside of TalkProvider');
  return talk;
}
