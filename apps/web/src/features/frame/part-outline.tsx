'use client';

import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useOnline } from '../../nova/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { missingMs } from '../../ui/missing-parts.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { findFocus, focusHome } from '../keys/focus-home.ts';
import { useLasting } from '../states/use-lasting.ts';
import { useUpdate } from '../update/update-provider.tsx';

export interface PartOutlineProps {
  readonly isMissing: boolean;
  /** The words are the only heading there is. */
  readonly isHeading?: boolean;
  /** What the part will look like. */
  readonly children?: ReactNode;
}

/** Where a part of the app will stand: its shape once one notices; or that it cannot be fetched, and what to do. */
export function PartOutline({ isMissing, isHeading = false, children = <Cards /> }: PartOutlineProps) {
  const isOnline = useOnline();
  const isGone = useLasting(isMissing && isOnline, missingMs);
  const isAway = isMissing && !isOnline;
  return (
    <>
      <div role="status" className={isGone || isAway ? 'm-auto max-w-sm p-6 text-center' : 'sr-only'}>
        {(isGone || isAway) && <Words isGone={isGone} isHeading={isHeading} />}
      </div>
      {!isGone && !isAway && (
        <div aria-hidden="true" className="flex min-h-0 flex-1 animate-late flex-col overflow-hidden">
          {children}
        </div>
      )}
    </>
  );
}

function Words({ isGone, isHeading }: { isGone: boolean; isHeading: boolean }) {
  const { t } = useSpeech();
  const { reload } = useUpdate();
  const Text = isHeading ? 'h1' : 'p';
  useEffect(() => findFocus(), []);
  return (
    <>
      <Text tabIndex={-1} className="rounded-sm outline-offset-4" {...focusHome}>
        {t(isGone ? 'state.partMissing' : 'state.partAway')}
      </Text>
      {isGone && (
        <Button className="mt-4" onClick={reload}>
          {t('state.reload')}
        </Button>
      )}
    </>
  );
}

function Cards() {
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-2 p-3 md:p-4">
      {Array.from({ length: 4 }, (_, n) => (
        <Skeleton key={n} className="h-24 rounded-lg" />
      ))}
    </div>
  );
}
