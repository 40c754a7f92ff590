'use client';

import type { ReactNode } from 'react';
import { classes } from '../../ui/classes.ts';
import { useOverlays } from '../overlays/use-overlays.ts';

export interface PersonButtonProps {
  readonly userId: string;
  readonly className?: string;
  /** `none`: the keyboard has another way there, and it is not in the way of the Tab key. `picture`: nor is it read aloud. */
  readonly stop?: 'tab' | 'none' | 'picture';
  readonly title?: string;
  readonly children: ReactNode;
}

/** Somebody's name or picture: opens what there is to know of them. */
export function PersonButton({ userId, className, stop = 'tab', title, children }: PersonButtonProps) {
  const overlays = useOverlays();
  return (
    <button
      type="button"
      dir={stop === 'picture' ? undefined : 'auto'}
      title={title}
      tabIndex={stop === 'tab' ? undefined : -1}
      aria-hidden={stop === 'picture' || undefined}
      aria-haspopup="dialog"
      onPointerEnter={overlays.preload}
      onClick={() => overlays.open({ name: 'person', userId })}
      className={classes('rounded-sm text-start', className)}
    >
      {children}
    </button>
  );
}
