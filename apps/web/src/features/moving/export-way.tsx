'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { classes } from '../../ui/classes.ts';
import { Progress } from '../../ui/progress.tsx';
import { fileSize } from '../files/file-size.ts';
import type { ExportProgress } from './make-export.ts';

export interface ExportWayProps {
  readonly progress: ExportProgress;
  /** In one line, as far as there is room: of what is read and of the files only the one that it is at. */
  readonly isSlim?: boolean;
}

/** How far an export is: what is read, then the files that were named there. */
export function ExportWay({ progress: { messages, files }, isSlim = false }: ExportWayProps) {
  const speech = useSpeech();
  const say = movingTexts.in(speech);
  const read = <span className="text-sm text-quiet tabular-nums">{say('running', { count: messages })}</span>;
  if (!files || files.named.files === 0) return read;
  const { named, taken } = files;
  const size = (bytes: number): string => fileSize(speech.locale, bytes);
  const done = taken.files + taken.gone + taken.refused + taken.beyond;
  const text = say('runningFiles', {
    count: named.files,
    done,
    bytes: size(taken.bytes),
    total: size(named.bytes),
  });
  return (
    <span
      className={classes(
        'flex min-w-0 flex-1 basis-48 text-sm text-quiet',
        isSlim ? 'items-center gap-3 max-md:flex-col max-md:items-stretch max-md:gap-1' : 'flex-col gap-1',
      )}
    >
      {!isSlim && read}
      <Progress max={named.files} value={done} label={text} />
      <span aria-hidden="true" className="shrink-0 tabular-nums">
        {text}
      </span>
    </span>
  );
}
