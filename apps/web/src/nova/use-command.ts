'use client';

import { useCallback, useRef, useState } from 'react';
import { useSpeech } from '../i18n/language-provider.tsx';
import { problemText } from '../problem.ts';

export interface Command {
  /** Does it, once at a time; resolves to whether it went well. Never rejects. */
  run(step: () => Promise<unknown>): Promise<boolean>;
  readonly isBusy: boolean;
  /** Why the last one came to nothing, in the person's language. */
  readonly problem: string | null;
}

/** Something that a person asks for and waits for. */
export function useCommand(): Command {
  const { t } = useSpeech();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<{ readonly reason: unknown } | null>(null);
  const isRunning = useRef(false);
  const run = useCallback(async (step: () => Promise<unknown>) => {
    if (isRunning.current) return false;
    isRunning.current = true;
    setIsBusy(true);
    setError(null);
    try {
      await step();
      return true;
    } catch (reason) {
      setError({ reason });
      return false;
    } finally {
      isRunning.current = false;
      setIsBusy(false);
    }
  }, []);
  return { run, isBusy, problem: error && problemText(t, error.reason) };
}
