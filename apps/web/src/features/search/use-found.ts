'use client';

import type { SearchAnswer } from '@nova/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useOnline, useSelf } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { problemText } from '../../problem.ts';
import { foundBefore, keepFound } from './search-state.ts';

export interface Wanted {
  /** As typed: words, "phrases", -exclusions, prefix*, operators such as `from:ann`. */
  readonly text: string;
  /** What may be meant where nothing has these words. */
  readonly orElse: string | null;
  /** Only in this conversation; `null`: everywhere. */
  readonly conversationId: string | null;
  readonly sort: 'relevance' | 'time';
}

export interface Found {
  /** Empty before the first answer. They stay while the next are awaited. */
  readonly pages: readonly SearchAnswer[];
  readonly isLoading: boolean;
  readonly problem: string | null;
  again(): void;
  /** The next page; nothing when there is none, or it is awaited already. */
  more(): void;
}

interface State {
  readonly pages: readonly SearchAnswer[];
  readonly isLoading: boolean;
  readonly error: { readonly reason: unknown } | null;
}

/** A key that follows at once is part of the same question. */
const pauseMs = 200;
const pageLimit = 20;
const nothing: State = { pages: [], isLoading: false, error: null };

/** What is found, page by page: by the server, or on this device while there is no way to it. */
export function useFound({ text, orElse, conversationId, sort }: Wanted): Found {
  const nova = useNova();
  const self = useSelf();
  const { t } = useSpeech();
  const isOnline = useOnline();
  const key = JSON.stringify([text, orElse, conversationId, sort]);
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<State>(() => ({ ...nothing, pages: foundBefore(self, key)?.pages ?? [] }));
  const asking = useRef<AbortController | null>(null);

  const ask = useCallback(
    async (before: readonly SearchAnswer[], signal: AbortSignal): Promise<void> => {
      const cursor = before.at(-1)?.cursor ?? undefined;
      const where = conversationId ?? undefined;
      try {
        const wanted = { text, orElse: orElse ?? undefined, conversationId: where, sort, cursor, limit: pageLimit };
        const page = await nova.search.find(wanted, signal);
        if (signal.aborted) return;
        const pages = [...before, page];
        keepFound(self, { key, pages });
        setState({ pages, isLoading: false, error: null });
      } catch (reason) {
        if (!signal.aborted) setState({ pages: before, isLoading: false, error: { reason } });
      }
    },
    [nova, self, key, text, orElse, conversationId, sort],
  );

  useEffect(() => {
    if (text === '') {
      setState(nothing);
      return;
    }
    const controller = new AbortController();
    asking.current = controller;
    setState(({ pages }) => ({ pages, isLoading: true, error: null }));
    const timer = setTimeout(() => void ask([], controller.signal), pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [ask, text, turn, isOnline]);

  const { pages, isLoading, error } = state;
  return {
    pages,
    isLoading,
    problem: error && problemText(t, error.reason),
    again: () => setTurn((last) => last + 1),
    more: () => {
      const signal = asking.current?.signal;
      if (isLoading || !signal || pages.at(-1)?.cursor == null) return;
      setState({ pages, isLoading: true, error: null });
      void ask(pages, signal);
    },
  };
}
