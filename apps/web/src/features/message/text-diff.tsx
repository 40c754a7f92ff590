'use client';

import { diffWordsWithSpace } from 'diff';
import { classes } from '../../ui/classes.ts';

/** What became of a text, word by word: what went is struck out, what came is underlined. `only` leaves one of the two out. */
export function TextDiff({ from, to, only }: { from: string; to: string; only?: 'added' | 'removed' }) {
  return diffWordsWithSpace(from, to).map(({ value, added, removed }, n) => {
    if (!added && !removed) return value;
    if (only === (added ? 'removed' : 'added')) return null;
    const Tag = added ? 'ins' : 'del';
    return (
      <Tag
        key={n}
        className={classes(
          'rounded-sm',
          added ? 'bg-accent-soft underline decoration-accent' : 'bg-danger-soft text-danger',
          only === 'removed' && 'no-underline',
        )}
      >
        {value}
      </Tag>
    );
  });
}
