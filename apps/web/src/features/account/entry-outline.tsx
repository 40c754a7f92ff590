'use client';

import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { Logo } from '../../ui/logo.tsx';

export interface EntryOutlineProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Where else one may want to go. */
  readonly below?: ReactNode;
}

/** What a screen before the app looks like: one thing to do, in the middle. */
export function EntryOutline({ title, children, below }: EntryOutlineProps) {
  const { t } = useSpeech();
  return (
    <main className="grid h-dvh place-items-center overflow-y-auto bg-surface p-4">
      <div className="my-auto w-full max-w-sm">
        <div className="mb-6 flex items-center justify-center gap-3">
          <Logo className="size-9" />
          <span className="text-xl font-semibold">{t('app.name')}</span>
        </div>
        <div className="rounded-lg border bg-canvas p-6 shadow-raised">
          <h1 className="mb-4 text-lg font-semibold">{title}</h1>
          {children}
        </div>
        <div className="mt-4 text-center text-sm text-quiet">{below}</div>
      </div>
    </main>
  );
}
