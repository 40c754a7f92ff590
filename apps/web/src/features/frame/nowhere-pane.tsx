'use client';

import { useEffect } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { CircleHelp } from '../../ui/icons.tsx';
import { findFocus, focusHome } from '../keys/focus-home.ts';

/** What is said at an address that leads to no place, with the way on. */
export function NowherePane() {
  const { t } = useSpeech();
  useEffect(findFocus, []);
  return (
    <main className="grid min-w-0 flex-1 place-items-center overflow-y-auto bg-canvas p-6">
      <div className="w-full max-w-sm text-center">
        <CircleHelp aria-hidden="true" className="mx-auto size-10 text-quiet" strokeWidth={1.5} />
        <h1
          className="mx-auto mt-3 w-fit rounded-sm text-lg font-semibold outline-offset-4"
          tabIndex={-1}
          {...focusHome}
        >
          {t('nowhere.title')}
        </h1>
        <p className="mt-1 text-quiet">{t('nowhere.why')}</p>
        <PlaceLink
          to={{ name: 'home' }}
          className="mt-4 inline-flex min-h-9 items-center rounded-md bg-accent px-3.5 text-sm font-medium text-on-accent transition hover:opacity-90 pointer-coarse:min-h-11 forced-colors:border"
        >
          {t('ended.home')}
        </PlaceLink>
      </div>
    </main>
  );
}
