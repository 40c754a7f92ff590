'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { movingTexts } from '../../i18n/moving-texts.ts';
import { fileSize } from '../files/file-size.ts';
import type { ExportProgress } from './make-export.ts';

/** What is in an export, and what is not and why. */
export function ExportOutcome({ progress: { messages, files } }: { progress: ExportProgress }) {
  const speech = useSpeech();
  const say = movingTexts.in(speech);
  const taken = files?.taken;
  const texts = [
    say('done', { count: messages }),
    taken && taken.files > 0
      ? say('doneFiles', { count: taken.files, size: fileSize(speech.locale, taken.bytes) })
      : '',
    files?.named.files === 0 ? say('noFiles') : '',
    taken && taken.gone > 0 ? say('leftGone', { count: taken.gone }) : '',
    taken && taken.refused > 0 ? say('leftRefused', { count: taken.refused }) : '',
    taken && taken.beyond > 0 ? `${say('leftBeyond', { count: taken.beyond })} ${say('leftBeyondHelp')}` : '',
  ];
  return texts.filter((text) => text !== '').map((text) => <p key={text}>{text}</p>);
}
