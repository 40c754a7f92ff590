'use client';

import type { PlacedDraft } from '@nova/client';
import { useMemo } from 'react';
import { useInbox } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';

/** What the person has begun to write in the conversations they are in, whichever was written on last first. */
export function useOwnDrafts(): readonly PlacedDraft[] {
  const { drafts } = useNova();
  const all = useWatch(drafts, () => drafts.all);
  const { conversations } = useInbox();
  return useMemo(() => {
    const known = new Set(conversations.map(({ id }) => id));
    return all.filter(({ conversationId }) => known.has(conversationId));
  }, [all, conversations]);
}
