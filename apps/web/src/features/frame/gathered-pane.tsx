'use client';

import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import type { Icon } from '../../ui/icons.tsx';
import { ArrowLeft } from '../../ui/icons.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

export interface GatheredPaneProps {
  readonly title: string;
  readonly icon: Icon;
  /** What stands above all of it, also when there is nothing. */
  readonly head?: ReactNode;
  readonly isLoading: boolean;
  readonly isEmpty: boolean;
  /** What is said when there is nothing. */
  readonly nothing: { readonly title: string; readonly why: string };
  readonly problem: string | null;
  readonly children: ReactNode;
}

/** A pane of what is gathered from all conversations. */
export function GatheredPane(of: GatheredPaneProps) {
  const { title, icon: Icon, head, isLoading, isEmpty, nothing, problem, children } = of;
  const { t } = useSpeech();
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      <header className="flex h-14 shrink-0 items-center gap-2 border-b ps-2 pe-2 md:ps-4">
        <PlaceLink
          to={{ name: 'home' }}
          aria-label={t('conversation.back')}
          className="inline-grid size-11 shrink-0 place-items-center rounded-md text-quiet hover:bg-hover md:hidden"
        >
          <ArrowLeft aria-hidden="true" className="size-5 rtl:-scale-x-100" />
        </PlaceLink>
        <h1 className="font-semibold">{title}</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto" aria-busy={isLoading}>
        <div className="mx-auto max-w-2xl p-3 md:p-4">
          {head}
          {problem && (
            <p role="alert" className="px-2 pb-2 text-sm text-danger">
              {problem}
            </p>
          )}
          {isLoading && <Waiting />}
          {isEmpty && (
            <div className="py-16 text-center">
              <Icon aria-hidden="true" className="mx-auto size-10 text-quiet" strokeWidth={1.5} />
              <h2 className="mt-3 font-semibold">{nothing.title}</h2>
              <p className="mx-auto mt-1 max-w-sm text-quiet">{nothing.why}</p>
            </div>
          )}
          {children}
        </div>
      </div>
    </main>
  );
}

function Waiting() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-2">
      {Array.from({ length: 4 }, (_, n) => (
        <Skeleton key={n} className="h-24 rounded-lg" />
      ))}
    </div>
  );
}
