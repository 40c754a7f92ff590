'use client';

import type { Begun } from '@nova/client';
import { begunOf } from '@nova/client';
import { useMemo } from 'react';
import { useInbox } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';

/** What the person has begun to write, or picked files for, in the conversations they are in: see `begunOf`. */
export function useBegun(): readonly Begun[] {
  const nova = useNova();
  const drafts = useWatch(nova.drafts, () => nova.drafts.all);
  const trays = useWatch(nova.trays, () => nova.trays.all);
  const { conversations } = useInbox();
  return useMemo(() => begunOf({ drafts, trays, conversations }), [drafts, trays, conversations]);
}
