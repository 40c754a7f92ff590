'use client';

import { crashTexts } from '../../i18n/crash-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { FetchAnew } from './fetch-anew.tsx';

/** Instead of the app: that it broke, and the ways on. */
export function Crashed({ onReload }: { onReload: () => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const say = crashTexts.in(speech);
  return (
    <main className="grid h-dvh place-items-center p-6 text-center">
      <div role="alert">
        <h1 className="text-lg font-semibold">{say('crash.title')}</h1>
        <p className="mt-1 text-quiet">{say('crash.why')}</p>
        <Button look="primary" className="mt-4" onClick={onReload}>
          {t('state.reload')}
        </Button>
        <FetchAnew />
      </div>
    </main>
  );
}
