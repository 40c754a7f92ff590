'use client';

import type { ExportOrder } from '@nova/client/export';
import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Switch } from '../../ui/switch.tsx';
import { fileSize } from '../files/file-size.ts';
import { ExportOutcome } from './export-outcome.tsx';
import { ExportWay } from './export-way.tsx';
import type { ExportFormat } from './make-export.ts';
import { zipMaxBytes } from './save-place.ts';
import type { Export } from './use-export.ts';

/** How to export something, and how far it is. */
export function ExportForm({ order, title, made }: { order: ExportOrder; title: string; made: Export }) {
  const speech = useSpeech();
  const say = movingTexts.in(speech);
  const [format, setFormat] = useState<ExportFormat>('html');
  const [isWithFiles, setIsWithFiles] = useState(false);
  const { run, stop, state, progress, problem, other } = made;
  const isRunning = state === 'running';
  const mostBytes = zipMaxBytes();
  const bound = mostBytes === null ? '' : ` ${say('withFilesBound', { size: fileSize(speech.locale, mostBytes) })}`;
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label={say('format')}
        value={format}
        onChange={setFormat}
        options={[
          { value: 'html', label: say('html') },
          { value: 'jsonl', label: say('jsonl') },
        ]}
      />
      <p className="text-sm text-quiet">{say(format === 'html' ? 'htmlHint' : 'jsonlHint')}</p>
      <Switch
        label={say('withFiles')}
        hint={`${say('withFilesHint')}${bound}`}
        isOn={isWithFiles}
        onChange={setIsWithFiles}
      />
      <div className="flex flex-wrap items-center gap-3">
        {isRunning ? (
          <Button onClick={stop}>{say('stop')}</Button>
        ) : (
          <Button look="primary" isOff={other !== null} onClick={() => run(order, { format, title, isWithFiles })}>
            {say('run')}
          </Button>
        )}
        {isRunning && <ExportWay progress={progress} />}
        <div role="status" className="min-w-0 text-sm text-quiet empty:sr-only">
          {other !== null && say('other', { name: other })}
          {isRunning && (progress.isWaiting ? say('waiting') : say('stay'))}
          {state === 'stopped' && say('stopped')}
          {state === 'done' && <ExportOutcome progress={progress} />}
        </div>
      </div>
      <Problem text={problem} />
    </div>
  );
}
