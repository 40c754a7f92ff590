'use client';

import { useEffect } from 'react';
import { findFocus, focusHome } from '../keys/focus-home.ts';
import { Head } from './head.tsx';

/** The head of a pane that is no conversation: its title. */
export function PaneHead({ title }: { title: string }) {
  useEffect(findFocus, []);
  return (
    <Head>
      <h1 className="truncate rounded-sm font-semibold outline-offset-4" tabIndex={-1} {...focusHome}>
        {title}
      </h1>
    </Head>
  );
}
