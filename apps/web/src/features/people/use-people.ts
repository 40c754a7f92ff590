'use client';

import type { PeopleSearchOptions } from '@nova/client';
import { PeopleSearch } from '@nova/client';
import type { UserProfile } from '@nova/contract';
import { useMemo } from 'react';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';

/** People for what was typed: see `PeopleSearch`. */
export function usePeople(
  typed: string,
  { without, withoutDirect = false, withAuthors = false }: PeopleSearchOptions = {},
): readonly UserProfile[] {
  const nova = useNova();
  const search = useMemo(
    () => new PeopleSearch(nova, { typed, without, withoutDirect, withAuthors }),
    [nova, typed, without, withoutDirect, withAuthors],
  );
  return useWatch(search, () => search.found);
}
