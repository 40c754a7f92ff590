'use client';

import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useReport } from '../../nova/nova-provider.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { Button } from '../../ui/button.tsx';

/** When a part of the screen breaks: reported, told in words, and one can go on. Nothing that was written is lost. */
export function CrashGuard({ children }: { children: ReactNode }) {
  const report = useReport();
  return (
    <Boundary onError={(error) => report({ type: 'uncaught', error })} fallback={<Crashed />}>
      {children}
    </Boundary>
  );
}

function Crashed() {
  const { t } = useSpeech();
  return (
    <main className="grid h-dvh place-items-center p-6 text-center">
      <div role="alert">
        <h1 className="text-lg font-semibold">{t('crash.title')}</h1>
        <p className="mt-1 text-quiet">{t('crash.why')}</p>
        <Button look="primary" className="mt-4" onClick={() => location.reload()}>
          {t('state.reload')}
        </Button>
      </div>
    </main>
  );
}
