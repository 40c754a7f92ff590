'use client';

import { Head } from './head.tsx';

/** The head of a pane that is no conversation: its title. */
export function PaneHead({ title }: { title: string }) {
  return (
    <Head>
      <h1 className="font-semibold">{title}</h1>
    </Head>
  );
}
