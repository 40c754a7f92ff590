'use client';

import type { TimelineMessage } from '@nova/client';
import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { fullTime } from '../../i18n/times.ts';
import { lazily } from '../../ui/lazily.tsx';

const RevisionsDialog = lazily(async () => (await import('./revisions-dialog.tsx')).RevisionsDialog);

/** Says that a message was edited; shows what it said before. An edit on its way has nothing to show yet. */
export function EditedMark({ message, isChanging }: { message: TimelineMessage; isChanging: boolean }) {
  const { t, locale } = useSpeech();
  const [isOpen, setIsOpen] = useState(false);
  const { id, editedAt } = message;
  const look = 'ms-1 rounded-sm align-baseline text-xs text-quiet select-none';
  if (id === null || editedAt === null || isChanging) return <span className={look}>{t('message.edited')}</span>;
  return (
    <>
      <button
        type="button"
        className={`${look} hover:text-text hover:underline`}
        title={t('message.editedAt', { time: fullTime(locale, editedAt) })}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
      >
        {t('message.edited')}
      </button>
      {isOpen && <RevisionsDialog messageId={id} onClose={() => setIsOpen(false)} />}
    </>
  );
}
