'use client';

import { useCallback, useEffect, useState } from 'react';
import { useSpeech } from '../i18n/language-provider.tsx';
import { problemText } from '../problem.ts';

export interface Answer<Value> {
  /** The last answer; `null` before the first. It stays while the next one is awaited. */
  readonly value: Value | null;
  readonly isLoading: boolean;
  readonly problem: string | null;
  again(): void;
}

/**
 * The answer to a question that a screen asks when it opens. Give it a question that stays the same function
 * (`useCallback`): another one is asked anew, and an answer that comes too late is nobody's.
 */
export function useAnswer<Value>(ask: () => Promise<Value>): Answer<Value> {
  const { t } = useSpeech();
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{ value: Value | null; isLoading: boolean; error: { reason: unknown } | null }>({
    value: null,
    isLoading: true,
    error: null,
  });
  useEffect(() => {
    let isStale = false;
    setState(({ value }) => ({ value, isLoading: true, error: null }));
    ask().then(
      (value) => {
        if (!isStale) setState({ value, isLoading: false, error: null });
      },
      (reason: unknown) => {
        if (!isStale) setState(({ value }) => ({ value, isLoading: false, error: { reason } }));
      },
    );
    return () => {
      isStale = true;
    };
  }, [ask, turn]);
  const again = useCallback(() => setTurn((last) => last + 1), []);
  const { value, isLoading, error } = state;
  return { value, isLoading, problem: error && problemText(t, error.reason), again };
}
