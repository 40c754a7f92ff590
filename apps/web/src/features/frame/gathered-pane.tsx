'use client';

import type { ReactNode } from 'react';
import type { Icon } from '../../ui/icons.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { PaneHead } from './pane-head.tsx';

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
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      <PaneHead title={title} />
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
