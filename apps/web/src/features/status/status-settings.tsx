'use client';

import type { Me } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { useOverlays } from '../overlays/use-overlays.ts';
import { StatusMark } from './status-mark.tsx';

/** What one is about now, and the way to say something else. */
export function StatusSettings({ me }: { me: Me }) {
  const { t } = useSpeech();
  const overlays = useOverlays();
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-semibold">{t('status.label')}</h2>
      {me.status && (
        <p className="flex min-w-0">
          <StatusMark status={me.status} hasText />
        </p>
      )}
      <Button className="self-start" onClick={() => overlays.open({ name: 'status' })}>
        {t('status.do')}
      </Button>
    </section>
  );
}
