'use client';

import type { SearchOperator } from '@nova/contract';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useSelf } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { chipText } from './chip-text.ts';
import { joined, taken, written } from './chips.ts';
import { changeSearch, onSearch, readSearch, type SearchState } from './search-state.ts';
import { useSay } from './use-say.ts';

export interface Search extends SearchState {
  /** What became of the filters last, to be read aloud. */
  readonly told: string;
  /** What was typed; operators in it that are complete become chips. */
  type(text: string): void;
  /** All operators in it become chips. Answers all of the search as it could have been typed. */
  settle(): string;
  add(chip: SearchOperator, text: string): void;
  removeChip(at: number): void;
  /** A search as it could have been typed. */
  replace(text: string): void;
  look(where: SearchState['where']): void;
  order(sort: SearchState['sort']): void;
}

/** What is being looked for, and how to change it. */
export function useSearch(): Search {
  const self = useSelf();
  const { people } = useNova();
  const { locale } = useSpeech();
  const say = useSay();
  const state = useSyncExternalStore(
    onSearch,
    () => readSearch(self),
    () => readSearch(self),
  );
  const [told, setTold] = useState('');
  return useMemo(() => {
    const change = (next: Partial<SearchState>): void => changeSearch(self, next);
    const words = (chip: SearchOperator): string => chipText({ say, locale, people }, chip);
    /** A place that is named is meant, wherever one is. */
    const withChips = (more: readonly SearchOperator[], text: string): void => {
      const chips = joined(state.chips, more);
      change({ chips, text, ...(more.some(({ name }) => name === 'in') ? { where: 'everywhere' as const } : {}) });
      const last = more.at(-1);
      if (last) setTold(say('added', { chip: words(last) }));
    };
    return {
      ...state,
      told,
      type: (typed) => {
        const { chips, text } = taken(typed);
        withChips(chips, text);
      },
      settle: () => {
        const { chips, text } = taken(state.text, 'all');
        if (chips.length > 0) withChips(chips, text);
        return written({ chips: joined(state.chips, chips), text });
      },
      add: (chip, text) => withChips([chip], text),
      removeChip: (at) => {
        const chip = state.chips[at];
        if (!chip) return;
        change({ chips: state.chips.filter((_, n) => n !== at) });
        setTold(say('removed', { chip: words(chip) }));
      },
      replace: (typed) => {
        const { chips, text } = taken(typed, 'all');
        const isPlaced = chips.some(({ name }) => name === 'in');
        change({ chips, text: text.trim(), ...(isPlaced ? { where: 'everywhere' as const } : {}) });
      },
      look: (where) => change({ where }),
      order: (sort) => change({ sort }),
    };
  }, [self, state, told, say, locale, people]);
}
