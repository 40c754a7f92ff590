'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { Progress } from '../../ui/progress.tsx';
import { fileSize } from '../files/file-size.ts';
import type { ExportProgress } from './make-export.ts';

/** How far an export is: what is read, then the files that were named there. */
export function ExportWay({ progress: { messages, files } }: { progress: ExportProgress }) {
  const speech = useSpeech();
  const say = movingTexts.in(speech);
  const { named, taken } = files ?? { named: { files: 0, bytes: 0 }, taken: null };
  const done = taken ? taken.files + taken.gone + taken.refused + taken.beyond : 0;
  if (!taken || done === 0) return <span className="text-sm text-quiet">{say('running', { count: messages })}</span>;
  const size = (bytes: number): string => fileSize(speech.locale, bytes);
  const text = say('runningFiles', {
    count: named.files,
    done,
    bytes: size(taken.bytes),
    total: size(named.bytes),
  });
  return (
    <span className="flex min-w-0 flex-1 basis-48 flex-col gap-1 text-sm text-quiet">
      <Progress max={named.files} value={done} label={text} />
      <span aria-hidden="true" className="tabular-nums">
        {text}
      </span>
    </span>
  );
}
