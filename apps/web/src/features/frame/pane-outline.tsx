'use client';

import { Head } from './head.tsx';
import { PartOutline } from './part-outline.tsx';

/** A pane that is on its way, or cannot be fetched: its name, and on a phone the way back, are there all the while. */
export function PaneOutline({ title = null, isMissing }: { title?: string | null; isMissing: boolean }) {
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      <Head>{title !== null && <h1 className="truncate font-semibold">{title}</h1>}</Head>
      <PartOutline isMissing={isMissing} isHeading={title === null} />
    </main>
  );
}
