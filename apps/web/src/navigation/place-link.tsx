'use client';

import type { ComponentProps, MouseEvent } from 'react';
import type { Place } from './place.ts';
import { addressOf } from './place.ts';
import { go } from './use-place.ts';

/** A link to a place of the app: a real one, for a new tab or for copying, that a plain click follows without loading. */
export function PlaceLink({ to, onClick, ...rest }: { to: Place } & Omit<ComponentProps<'a'>, 'href'>) {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return <a {...rest} href={addressOf(to)} onClick={follow} />;
}
