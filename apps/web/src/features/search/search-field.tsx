'use client';

import { limits } from '@nova/contract';
import type { KeyboardEvent } from 'react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { onAgain } from '../../navigation/use-place.ts';
import { Search as SearchSign } from '../../ui/icons.tsx';
import { ChipList } from './chip-list.tsx';
import { unfinished, written } from './chips.ts';
import { DayPicker } from './day-picker.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import type { Search } from './use-search.ts';
import { useSay } from './use-say.ts';
import { useSuggestions } from './use-suggestions.ts';

export interface SearchFieldProps {
  readonly search: Search;
  /** Whether one types here first. */
  readonly isFocused: boolean;
  /** Filters that were asked for elsewhere are typed here; each time this is another object. */
  readonly begun: { readonly text: string } | null;
  /** Somebody said that this is what they look for. */
  readonly onEnter: (text: string) => void;
  /** The keyboard goes on to what was found. */
  readonly onDown: () => void;
}

/**
 * Where one types what to look for, with the filters as chips before it. Arrows and Enter take what is suggested; at the
 * beginning of the text Backspace takes the last filter away, and the left arrow goes to it.
 */
export function SearchField({ search, isFocused, begun, onEnter, onDown }: SearchFieldProps) {
  const say = useSay();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [marked, setMarked] = useState<number | null>(null);
  const [isAway, setIsAway] = useState(true);
  const [picking, setPicking] = useState<'before' | 'after' | 'on' | null>(null);
  const { text, chips } = search;
  const typed = useMemo(() => unfinished(text), [text]);
  const all = useSuggestions(isAway ? null : typed);
  const options = picking === null ? all : [];
  // A value is taken by Enter at once; a word that happens to begin like a filter is not.
  const first =
    typed?.kind === 'value' && (typed.query !== '' || typed.name === 'from' || typed.name === 'in') ? 0 : -1;
  const at = Math.min(marked ?? first, options.length - 1);
  const idOf = (n: number): string => `${id}-${n}`;

  useEffect(() => onAgain(() => field.current?.select()), []);
  useEffect(() => {
    if (begun === null) return;
    field.current?.focus();
    setIsAway(false);
    setMarked(null);
  }, [begun]);

  const type = (next: string): void => {
    setMarked(null);
    setIsAway(false);
    search.type(next);
  };
  const choose = (n: number): void => {
    const option = options[n];
    if (!option || !typed) return;
    const rest = text.slice(0, typed.at);
    setMarked(null);
    if (option.kind === 'operator') type(`${rest}${option.name}:`);
    else if (option.kind === 'pickDay') {
      search.type(rest);
      setPicking(option.name);
    } else search.add(typed.isNot ? { ...option.chip, isNot: true } : option.chip, rest);
  };
  const done = (): void => {
    setPicking(null);
    field.current?.focus();
  };
  const remove = (place: number): void => {
    search.removeChip(place);
    field.current?.focus();
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return;
    const { selectionStart, selectionEnd } = event.currentTarget;
    const isAtStart = selectionStart === 0 && selectionEnd === 0;
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const isOpen = options.length > 0;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        const by = event.key === 'ArrowDown' ? 1 : -1;
        if (isOpen) setMarked((at + by + options.length) % options.length);
        else if (by === 1) onDown();
        else return;
        break;
      }
      case 'Enter':
        if (isOpen && at >= 0) choose(at);
        else {
          setIsAway(true);
          onEnter(search.settle());
        }
        break;
      case 'Escape':
        if (!isOpen) return;
        setIsAway(true);
        break;
      case 'Backspace':
        if (!isAtStart || chips.length === 0) return;
        remove(chips.length - 1);
        break;
      case isRtl ? 'ArrowRight' : 'ArrowLeft': {
        const last = [...(list.current?.querySelectorAll('button') ?? [])].at(-1);
        if (!isAtStart || !last) return;
        last.focus();
        break;
      }
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <div className="flex flex-col gap-2">
      <div className="relative">
        <div className="flex flex-wrap items-center gap-1.5 rounded-md border border-edge bg-canvas py-1.5 ps-9 pe-2 -outline-offset-1 focus-within:outline-2 focus-within:outline-accent">
          <SearchSign aria-hidden="true" className="absolute start-3 top-3 size-4 text-quiet" />
          <ChipList chips={chips} list={list} onRemove={remove} onLeave={() => field.current?.focus()} />
          <input
            ref={field}
            type="text"
            role="combobox"
            aria-label={say('words')}
            aria-expanded={options.length > 0}
            aria-controls={options.length > 0 ? `${id}-list` : undefined}
            aria-activedescendant={at < 0 ? undefined : idOf(at)}
            aria-autocomplete="list"
            autoComplete="off"
            enterKeyHint="search"
            placeholder={chips.length === 0 ? say('words') : undefined}
            autoFocus={isFocused}
            value={text}
            maxLength={Math.max(0, limits.searchTextMaxChars - written({ chips, text: '' }).length - 1)}
            onChange={(event) => type(event.target.value)}
            onKeyDown={onKey}
            // Whoever comes back to a filter that is half typed sees what it may be.
            onFocus={() => typed?.kind === 'value' && setIsAway(false)}
            onBlur={() => setIsAway(true)}
            className="min-h-7 min-w-24 flex-1 bg-transparent text-base text-ellipsis outline-none placeholder:text-quiet"
            dir="auto"
          />
        </div>
        {options.length > 0 && (
          <SuggestionList id={`${id}-list`} options={options} at={at} idOf={idOf} onChoose={choose} />
        )}
      </div>
      {picking !== null && (
        <DayPicker
          name={picking}
          onPick={(day) => {
            search.add({ name: picking, value: day }, text);
            done();
          }}
          onCancel={done}
        />
      )}
      <p role="status" className="sr-only">
        {search.told}
      </p>
    </div>
  );
}
