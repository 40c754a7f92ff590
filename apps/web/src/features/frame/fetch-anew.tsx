'use client';

import { classify } from '@nova/client';
import type { NovaClient } from '@nova/client';
import { useEffect, useState } from 'react';
import { crashTexts } from '../../i18n/crash-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useOnline } from '../../nova/hooks.ts';
import { useNova, useReport } from '../../nova/nova-provider.tsx';
import { changeSettings, defaultSettings } from '../../settings/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';

/** In a tab whose app has crashed before. */
const crashedKey = 'nova-crashed';
/** A server that says nothing for so long is not there. */
const answerMs = 10_000;

type Standing = 'offered' | 'busy' | 'unreachable' | 'failed';

/**
 * The way on when the app crashes, is loaded again and crashes again: it may be something that the device keeps. What the
 * server has is forgotten and fetched anew; what only the device has stays (O13).
 */
export function FetchAnew() {
  const nova = useNova();
  const report = useReport();
  const isOnline = useOnline();
  const say = crashTexts.in(useSpeech());
  const [isAgain] = useState(hasCrashedBefore);
  const [standing, setStanding] = useState<Standing>('offered');
  useEffect(noteCrash, []);
  if (!isAgain) return null;
  const begin = async (): Promise<void> => {
    setStanding('busy');
    if (!(await isServerThere(nova))) return setStanding('unreachable');
    try {
      await nova.session.forgetCopies();
    } catch (error) {
      report({ type: 'storageFailed', what: 'meta', error });
      return setStanding('failed');
    }
    changeSettings(defaultSettings);
    forgetCrash();
    location.reload();
  };
  return (
    <div className="mx-auto mt-6 max-w-md border-t border-edge pt-4">
      <p className="text-sm text-quiet">{say('anew.why')}</p>
      <Button className="mt-3" isOff={!isOnline || standing === 'busy'} onClick={() => void begin()}>
        {say('anew.fetch')}
      </Button>
      {!isOnline && <p className="mt-2 text-sm text-quiet">{say('anew.offline')}</p>}
      <Problem text={standing === 'unreachable' || standing === 'failed' ? say(`anew.${standing}`) : null} />
    </div>
  );
}

function hasCrashedBefore(): boolean {
  try {
    return sessionStorage.getItem(crashedKey) !== null;
  } catch {
    // A browser that keeps nothing keeps nothing that could be wrong.
    return false;
  }
}

function noteCrash(): void {
  try {
    sessionStorage.setItem(crashedKey, '');
  } catch {
    // As above.
  }
}

function forgetCrash(): void {
  try {
    sessionStorage.removeItem(crashedKey);
  } catch {
    // As above.
  }
}

/** What cannot be fetched now is not thrown away. One whose session is over is there: it is signed in to afterwards. */
async function isServerThere({ trpc }: NovaClient): Promise<boolean> {
  const signal = AbortSignal.timeout(answerMs);
  try {
    await trpc.newestApp.build.query(undefined, { signal });
    return true;
  } catch (error) {
    return !signal.aborted && classify(error).policy !== 'retry';
  }
}
