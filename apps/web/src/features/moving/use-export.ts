'use client';

import type { ExportOrder } from '@nova/client/export';
import { useEffect, useSyncExternalStore } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { attendExport, type ExportRun, onExport, readExport } from './exports.ts';
import { type ExportChoice, nothingYet, startExport } from './start-export.ts';

export interface Export extends Pick<ExportRun, 'progress' | 'problem'> {
  /** Makes it, in answer to a click. */
  run(order: ExportOrder, choice: ExportChoice): void;
  stop(): void;
  readonly state: ExportRun['state'] | 'idle';
  /** What is being exported instead: one at a time. */
  readonly other: string | null;
}

/** The export of something, told of here for as long as this is on the screen. */
export function useExport(key: string): Export {
  const speech = useSpeech();
  const nova = useNova();
  const current = useSyncExternalStore(onExport, readExport, () => null);
  useEffect(() => attendExport(key), [key]);
  const own = current?.key === key ? current : null;
  return {
    run: (order, choice) => void startExport({ nova, speech, key, order, choice }),
    stop: () => own?.stop(),
    state: own?.state ?? 'idle',
    progress: own?.progress ?? nothingYet,
    problem: own?.problem ?? null,
    other: current && !own && current.state === 'running' ? current.title : null,
  };
}
