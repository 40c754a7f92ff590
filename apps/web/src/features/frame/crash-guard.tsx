'use client';

import type { ReactNode } from 'react';
import { crashTexts } from '../../i18n/crash-texts.ts';
import { useReport } from '../../nova/nova-provider.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { lazily } from '../../ui/lazily.tsx';
import { reloadNewest } from '../update/reload-newest.ts';
import { PlainOutline } from './plain-outline.tsx';

const Crashed = lazily(async () => (await import('./crashed.tsx')).Crashed, crashTexts);
const outline = (isMissing: boolean): ReactNode => <PlainOutline isMissing={isMissing} isWhole />;

/**
 * When a part of the screen breaks: reported, told in words, and one can go on. Nothing that was written is lost. It may be
 * the app itself that is at fault, so one goes on with the newest.
 */
export function CrashGuard({ children }: { children: ReactNode }) {
  const report = useReport();
  return (
    <Boundary
      onError={(error) => report({ type: 'uncaught', error })}
      fallback={<Crashed onReload={() => void reloadNewest()} fallback={outline} />}
    >
      {children}
    </Boundary>
  );
}
