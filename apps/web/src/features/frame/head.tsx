import type { ReactNode } from 'react';
import { BackLink } from './back-link.tsx';

/** The head of what is in the middle: on a phone first the way back. */
export function Head({ children }: { children: ReactNode }) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b ps-2 pe-2 md:ps-4">
      <BackLink />
      {children}
    </header>
  );
}
