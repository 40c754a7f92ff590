'use client';

import type { ExportOrder } from '@nova/client/export';
import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Problem } from '../../ui/problem.tsx';
import { type ExportFormat, useExport } from './use-export.ts';

/** How to export something, and how far it is. */
export function ExportForm({ order, title }: { order: ExportOrder; title: string }) {
  const speech = useSpeech();
  const say = movingTexts.in(speech);
  const [format, setFormat] = useState<ExportFormat>('html');
  const { run, stop, state, messages, problem } = useExport();
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
      <div className="flex flex-wrap items-center gap-3">
        {state === 'running' ? (
          <Button onClick={stop}>{say('stop')}</Button>
        ) : (
          <Button look="primary" onClick={() => void run(order, { format, title })}>
            {say('run')}
          </Button>
        )}
        <span role="status" className="text-sm text-quiet">
          {state === 'running' && say('running', { count: messages })}
          {state === 'done' && say('done', { count: messages })}
        </span>
      </div>
      <Problem text={problem} />
    </div>
  );
}
