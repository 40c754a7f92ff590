'use client';

import type { SearchOperator } from '@nova/contract';
import { writtenOperator } from '@nova/contract';
import type { KeyboardEvent, RefObject } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { classes } from '../../ui/classes.ts';
import { X } from '../../ui/icons.tsx';
import { chipText } from './chip-text.ts';
import { isReadable } from './chips.ts';
import { useSay } from './use-say.ts';

export interface ChipListProps {
  readonly chips: readonly SearchOperator[];
  readonly list: RefObject<HTMLUListElement | null>;
  readonly onRemove: (at: number) => void;
  /** The keyboard goes back to where one types. */
  readonly onLeave: () => void;
}

/** The filters of a search. Each is a button that takes it away; arrows move between them, Delete and Backspace take away. */
export function ChipList({ chips, list, onRemove, onLeave }: ChipListProps) {
  const buttons = (): HTMLButtonElement[] => [...(list.current?.querySelectorAll('button') ?? [])];
  const onKey = (event: KeyboardEvent, at: number): void => {
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const step = { ArrowLeft: isRtl ? 1 : -1, ArrowRight: isRtl ? -1 : 1 }[event.key] ?? 0;
    if (step !== 0) {
      event.preventDefault();
      const next = buttons()[at + step];
      if (next) next.focus();
      else if (step > 0) onLeave();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      onRemove(at);
    }
  };
  return (
    <ul ref={list} className="contents">
      {chips.map((chip, at) => (
        <li key={writtenOperator(chip)} className="max-w-full">
          <Chip chip={chip} onRemove={() => onRemove(at)} onKey={(event) => onKey(event, at)} />
        </li>
      ))}
    </ul>
  );
}

function Chip({
  chip,
  onRemove,
  onKey,
}: {
  chip: SearchOperator;
  onRemove: () => void;
  onKey: (event: KeyboardEvent) => void;
}) {
  const { people } = useNova();
  const { locale } = useSpeech();
  const say = useSay();
  // The name comes when it is known.
  const text = useWatch(people, () => chipText({ say, locale, people }, chip));
  const isLost = !isReadable(chip);
  const label = say('removeChip', { chip: text });
  return (
    <button
      type="button"
      aria-label={isLost ? `${label}. ${say('unknown')}` : label}
      title={isLost ? say('unknown') : label}
      onClick={onRemove}
      onKeyDown={onKey}
      className={classes(
        'flex min-h-6 max-w-full items-center gap-1 rounded-full border border-transparent bg-selected ps-2.5 pe-1.5 text-sm hover:border-edge pointer-coarse:min-h-9',
        isLost && 'bg-danger-soft text-danger line-through',
      )}
    >
      <span className="truncate" dir="auto">
        {text}
      </span>
      <X aria-hidden="true" className="size-3.5 shrink-0" />
    </button>
  );
}
