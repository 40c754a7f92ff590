'use client';

import type { Report } from '@nova/client';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useReport } from '../../nova/nova-provider.tsx';
import { Button } from '../../ui/button.tsx';

/** When a part of the screen breaks: reported, told in words, and one can go on. Nothing that was written is lost. */
export function CrashGuard({ children }: { children: ReactNode }) {
  const report = useReport();
  return (
    <Boundary report={report} fallback={<Crashed />}>
      {children}
    </Boundary>
  );
}

interface BoundaryProps {
  readonly report: Report;
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

class Boundary extends Component<BoundaryProps, { readonly hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError(): { hasCrashed: boolean } {
    return { hasCrashed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.report({ type: 'uncaught', error });
  }

  override render(): ReactNode {
    return this.state.hasCrashed ? this.props.fallback : this.props.children;
  }
}

function Crashed() {
  const { t } = useSpeech();
  return (
    <main className="grid h-dvh place-items-center p-6 text-center" role="alert">
      <div>
        <h1 className="text-lg font-semibold">{t('crash.title')}</h1>
        <p className="mt-1 text-quiet">{t('crash.why')}</p>
        <Button look="primary" className="mt-4" onClick={() => location.reload()}>
          {t('state.reload')}
        </Button>
      </div>
    </main>
  );
}
