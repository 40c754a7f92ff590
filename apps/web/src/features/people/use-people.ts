'use client';

import type { UserProfile } from '@nova/contract';
import { searchable } from '@nova/client';
import { useEffect, useMemo, useState } from 'react';
import { useSelf } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';

/** A key that follows at once is part of the same question. */
const pauseMs = 150;
const most = 20;

/** People for what was typed: those this device knows at once, and those the server finds. Oneself is left out. */
export function usePeople(typed: string): readonly UserProfile[] {
  const nova = useNova();
  const self = useSelf();
  const text = searchable(typed.trim().replace(/^@/, ''));
  const [found, setFound] = useState<{ text: string; people: readonly UserProfile[] }>({ text: '', people: [] });

  useEffect(() => {
    if (text === '') return;
    const asking = new AbortController();
    const { signal } = asking;
    const timer = setTimeout(() => {
      nova.trpc.user.search.query({ query: text, limit: most }, { signal }).then(
        (people) => {
          nova.people.learn(people);
          if (!signal.aborted) setFound({ text, people });
        },
        // Without a way to the server there are still those whom the device knows.
        () => null,
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [nova, text]);

  return useMemo(() => {
    const isMeant = ({ id, name, handle, placeholder }: UserProfile): boolean =>
      id !== self &&
      !placeholder &&
      (searchable(handle).startsWith(text) ||
        searchable(name)
          .split(/\s+/)
          .some((word) => word.startsWith(text)) ||
        searchable(name).startsWith(text));
    const known = nova.people.known.filter(isMeant).slice(0, most);
    const has = new Set(known.map(({ id }) => id));
    const more = found.text === text ? found.people.filter(({ id }) => id !== self && !has.has(id)) : [];
    return [...known, ...more];
  }, [nova, self, text, found]);
}
