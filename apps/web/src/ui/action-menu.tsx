'use client';

import { cloneElement, useState } from 'react';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import type { Action } from './action.ts';
import { lazily } from './lazily.tsx';

const Menu = lazily(async () => (await import('./menu.tsx')).Menu);

export interface ActionMenuProps {
  readonly trigger: ReactElement<ComponentProps<'button'>>;
  readonly head?: ReactNode;
  readonly actions: readonly Action[];
  readonly align?: 'start' | 'end';
  /** Where the keyboard goes afterwards; by default to the button. */
  readonly returnTo?: () => HTMLElement | null;
}

/** A button with a menu, whose machinery is loaded when somebody reaches for it. */
export function ActionMenu({ trigger, ...menu }: ActionMenuProps) {
  const [wanted, setWanted] = useState<{ readonly home: HTMLElement | null } | null>(null);
  if (wanted) return <Menu {...menu} trigger={trigger} home={wanted.home} fallback={trigger} />;
  return cloneElement(trigger, {
    'aria-haspopup': 'menu',
    onClick: (event) => setWanted({ home: event.currentTarget.closest<HTMLElement>('main, nav, aside') }),
    onPointerEnter: () => void Menu.preload(),
    onFocus: () => void Menu.preload(),
  });
}
