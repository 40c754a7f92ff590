'use client';

import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export interface OptionListProps<Option> {
  /** What the field names as its list. */
  readonly id: string | undefined;
  readonly label: string;
  readonly options: readonly Option[];
  /** The marked one; -1 for none. It is scrolled into sight. */
  readonly at: number;
  readonly idOf: (at: number) => string;
  readonly onChoose: (at: number) => void;
  /** What one of them says. */
  readonly words: (option: Option) => ReactNode;
  /** Where it stands beside its field. */
  readonly className: string;
}

/** What may be meant, beside the field that one types into; the keyboard stays in the field. */
export function OptionList<Option extends { readonly key: string }>({
  id,
  label,
  options,
  at,
  idOf,
  onChoose,
  words,
  className,
}: OptionListProps<Option>) {
  const activeId = at < 0 ? null : idOf(at);
  useEffect(() => {
    if (activeId !== null) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={label}
      className={classes(
        'absolute inset-x-0 z-30 max-h-72 overflow-y-auto rounded-lg border bg-raised p-1 shadow-raised',
        className,
      )}
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
            'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 pointer-coarse:min-h-11',
            n === at ? 'bg-selected outline-1 -outline-offset-1 outline-edge' : 'hover:bg-hover',
          )}
        >
          {words(option)}
        </li>
      ))}
    </ul>
  );
}
