'use client';

import type { ExportOrder } from '@nova/client/export';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { problemText } from '../../problem.ts';
import { exportWords } from './export-words.ts';
import { type ExportFormat, type ExportProgress, makeExport } from './make-export.ts';
import { zipPlace } from './save-place.ts';

export interface ExportChoice {
  readonly format: ExportFormat;
  readonly title: string;
  readonly isWithFiles: boolean;
}

export interface Export {
  /** Makes it, in answer to a click. Never rejects. */
  run(order: ExportOrder, choice: ExportChoice): Promise<void>;
  stop(): void;
  readonly state: 'idle' | 'running' | 'done' | 'stopped';
  readonly progress: ExportProgress;
  readonly problem: string | null;
}

const nothing: ExportProgress = { messages: 0, files: null, isWaiting: false };

/** An export that one waits for: going elsewhere in the app ends it, and leaving the page is asked about. */
export function useExport(): Export {
  const speech = useSpeech();
  const nova = useNova();
  const [state, setState] = useState<Export['state']>('idle');
  const [progress, setProgress] = useState(nothing);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);
  const isRunning = state === 'running';
  useEffect(() => {
    if (!isRunning) return;
    const controller = new AbortController();
    addEventListener('beforeunload', (event) => event.preventDefault(), controller);
    return () => controller.abort();
  }, [isRunning]);
  const run = async (order: ExportOrder, { format, title, isWithFiles }: ExportChoice): Promise<void> => {
    if (running.current) return;
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setState('idle');
    setProgress(nothing);
    setProblem(null);
    const place = isWithFiles ? await zipPlace(`${title}.zip`) : null;
    try {
      if (isWithFiles && !place) return;
      setState('running');
      const words = exportWords(movingTexts.in(speech), { ...speech, title });
      setProgress(await makeExport(nova, { order, format, title, words, place, signal, onProgress: setProgress }));
      setState('done');
    } catch (error) {
      await place?.forget();
      setState(signal.aborted ? 'stopped' : 'idle');
      if (!signal.aborted) setProblem(isFull(error) ? movingTexts.in(speech)('noRoom') : problemText(speech.t, error));
    } finally {
      running.current = null;
    }
  };
  return { run, stop, state, progress, problem };
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}
