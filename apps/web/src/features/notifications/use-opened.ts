'use client';

import { useEffect } from 'react';
import { placeOf } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import type { WorkerWord } from '../../worker/worker-scope.ts';

/** Goes where a notification leads that is clicked while the app is open (B8): from its first moment on, so it is small. */
export function useOpened(): void {
  useEffect(() => {
    const { serviceWorker } = navigator;
    const hear = ({ data }: MessageEvent<WorkerWord | null>): void => {
      if (data?.type !== 'nova:open') return;
      const { pathname, search } = new URL(data.path, location.origin);
      go(placeOf({ pathname, search }));
    };
    // Where there is no worker nobody says anything.
    serviceWorker?.addEventListener('message', hear);
    return () => serviceWorker?.removeEventListener('message', hear);
  }, []);
}
