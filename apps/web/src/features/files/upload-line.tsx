'use client';

import type { TimelineMessage } from '@nova/client';
import type { Attachment } from '@nova/contract';
import { useMemo } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { useWatch } from '../../nova/use-watch.ts';
import { Progress } from '../../ui/progress.tsx';

type Sending = NonNullable<TimelineMessage['sending']>;

/** How far the files of a message on its way have come, and the way to give it up. */
export function UploadLine({ sending, attachments }: { sending: Sending; attachments: readonly Attachment[] }) {
  const { t, locale } = useSpeech();
  const { outbox } = useNova();
  const { run } = useCommand();
  const source = useMemo(() => ({ subscribe: (listener: () => void) => outbox.subscribeProgress(listener) }), [outbox]);
  const total = attachments.reduce((sum, { size }) => sum + size, 0);
  const part = useWatch(source, () => {
    const sent = attachments.reduce((sum, { id }) => sum + (outbox.sentBytes(id) ?? 0), 0);
    return Math.floor((100 * sent) / Math.max(1, total));
  });
  const { type } = sending.state;
  if (type === 'accepted' || type === 'sending' || type === 'failed') return null;
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(part / 100);
  return (
    <div className="flex h-7 max-w-90 items-center gap-2 text-sm text-quiet">
      <Progress
        max={100}
        value={type === 'uploading' ? part : 0}
        label={t('files.uploadingPart', { name: attachments[0]?.name ?? '', percent })}
      />
      <span className="w-10 text-end tabular-nums" aria-hidden="true">
        {percent}
      </span>
      <button
        type="button"
        className="min-h-6 rounded-sm font-medium text-link hover:underline pointer-coarse:min-h-11"
        onClick={() => void run(() => outbox.discard(sending.entryId))}
      >
        {t('files.cancel')}
      </button>
    </div>
  );
}
