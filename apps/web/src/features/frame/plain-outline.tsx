'use client';

import { classes } from '../../ui/classes.ts';
import { PartOutline } from './part-outline.tsx';

export interface PlainOutlineProps {
  readonly isMissing: boolean;
  /** It is all there is on the screen. */
  readonly isWhole?: boolean;
}

/** Where nothing has a name yet: what one begins with, or the way in. */
export function PlainOutline({ isMissing, isWhole = false }: PlainOutlineProps) {
  return (
    <main className={classes('flex min-w-0 flex-1 flex-col bg-canvas', isWhole && 'h-dvh')}>
      <PartOutline isMissing={isMissing} isHeading>
        {null}
      </PartOutline>
    </main>
  );
}
