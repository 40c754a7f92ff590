'use client';

import { CircleAlert } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { Row } from '../timeline/rows.ts';

/** In place of a line that could not be drawn: the others stand, and its text can be read all the same. */
export function BrokenRow({ row }: { row: Row }) {
  const { t } = useSpeech();
  const body = row.type === 'message' ? row.message.body : null;
  return (
    <div className="px-4 py-1 text-sm">
      <p className="flex items-center gap-1.5 text-quiet italic">
        <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
        {t('timeline.broken')}
      </p>
      {body !== null && (
        <p className="break-words whitespace-pre-wrap [unicode-bidi:plaintext]" dir="auto">
          {body}
        </p>
      )}
    </div>
  );
}
