'use client';

import { useSyncExternalStore } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { X } from '../../ui/icons.tsx';
import { ExportOutcome } from './export-outcome.tsx';
import { ExportWay } from './export-way.tsx';
import { onExport, putExport, readExport } from './exports.ts';

/** Tells of an export while one is elsewhere: how far it is, and then what became of it. */
export function ExportBar() {
  const speech = useSpeech();
  const say = movingTexts.in(speech);
  const run = useSyncExternalStore(onExport, readExport, () => null);
  if (!run) return null;
  const { title, state, progress, problem, stop } = run;
  const isRunning = state === 'running';
  return (
    <section
      aria-label={say('title', { name: title })}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t bg-surface px-4 py-1.5 pb-[max(0.375rem,env(safe-area-inset-bottom))] text-sm"
    >
      <span className="max-w-full min-w-0 truncate font-medium" dir="auto">
        {say('title', { name: title })}
      </span>
      {isRunning && <ExportWay progress={progress} isSlim />}
      <div role="status" className="min-w-0 text-quiet empty:sr-only">
        {isRunning && progress.isWaiting && say('waiting')}
        {state === 'done' && <ExportOutcome progress={progress} />}
        {problem !== null && <span className="text-danger">{problem}</span>}
      </div>
      <span className="ms-auto">
        {isRunning ? (
          <Button onClick={stop}>{say('stop')}</Button>
        ) : (
          <IconButton label={speech.t('dialog.dismiss')} onClick={() => putExport(null)}>
            <X aria-hidden="true" />
          </IconButton>
        )}
      </span>
    </section>
  );
}
