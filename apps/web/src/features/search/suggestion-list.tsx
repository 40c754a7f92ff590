'use client';

import { useEffect } from 'react';
import { Avatar } from '../../ui/avatar.tsx';
import { classes } from '../../ui/classes.ts';
import { ConversationSign } from '../conversations/conversation-sign.tsx';
import { useSay } from './use-say.ts';
import type { Suggestion } from './use-suggestions.ts';

export interface SuggestionListProps {
  readonly id: string;
  readonly options: readonly Suggestion[];
  /** The marked one; -1 for none. */
  readonly at: number;
  readonly idOf: (at: number) => string;
  readonly onChoose: (at: number) => void;
}

/** What may be meant, below the field; the keyboard stays in the field. */
export function SuggestionList({ id, options, at, idOf, onChoose }: SuggestionListProps) {
  const say = useSay();
  const activeId = at < 0 ? null : idOf(at);
  useEffect(() => {
    if (activeId !== null) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={say('suggestions')}
      className="absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-lg border bg-raised p-1 shadow-raised"
    >
      {options.map((option, n) => (
        <li
          key={option.key}
          id={idOf(n)}
          role="option"
          aria-selected={n === at}
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(n);
          }}
          className={classes(
            'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm pointer-coarse:min-h-11',
            n === at ? 'bg-selected outline-1 -outline-offset-1 outline-edge' : 'hover:bg-hover',
          )}
        >
          <Words option={option} />
        </li>
      ))}
    </ul>
  );
}

function Words({ option }: { option: Suggestion }) {
  const name = (
    <span className="min-w-0 truncate" dir="auto">
      {option.label}
    </span>
  );
  switch (option.kind) {
    case 'person': {
      const { id, name: whole, image, handle } = option.person;
      return (
        <>
          <Avatar id={id} name={whole} image={image} size="sm" />
          {name}
          <bdi className="truncate text-quiet">@{handle}</bdi>
        </>
      );
    }
    case 'place':
      return (
        <>
          <ConversationSign summary={option.summary} size="sm" />
          {name}
        </>
      );
    case 'operator':
      return (
        <>
          <bdi className="font-medium">{option.name}:</bdi>
          <span className="min-w-0 truncate text-quiet">{option.label}</span>
        </>
      );
    case 'chip':
      return (
        <>
          {name}
          {option.note !== '' && <bdi className="ms-auto shrink-0 text-quiet">{option.note}</bdi>}
        </>
      );
    case 'pickDay':
      return name;
    default:
      return option satisfies never;
  }
}
