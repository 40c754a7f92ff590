'use client';

import { useCallback } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { fullTime } from '../../i18n/times.ts';
import { useTalkable } from '../../nova/conversation-provider.tsx';
import { useAnswer } from '../../nova/use-answer.ts';
import { Dialog, DialogBody } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextDiff } from './text-diff.tsx';

/** Every text that a message has had, the newest first, each with what changed. */
export function RevisionsDialog({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  const { t, locale } = useSpeech();
  const conversation = useTalkable();
  const ask = useCallback(() => conversation.revisions(messageId), [conversation, messageId]);
  const { value: revisions, problem, isLoading } = useAnswer(ask);
  return (
    <Dialog title={t('revisions.title')} closeLabel={t('dialog.close')} onClose={onClose} width="md">
      <DialogBody className="pb-5">
        <Problem text={problem} />
        {isLoading && !revisions && <Skeleton className="h-24 w-full" />}
        <ol className="flex flex-col gap-4">
          {revisions?.toReversed().map(({ version, body, at }, n, all) => (
            <li key={version}>
              <p className="text-xs text-quiet">
                {version === 1 ? t('revisions.first') : t('revisions.version', { version })} ·{' '}
                <time dateTime={at}>{fullTime(locale, at)}</time>
              </p>
              <p className="mt-1 break-words whitespace-pre-wrap bidi" dir="auto">
                <TextDiff from={all[n + 1]?.body ?? body} to={body} />
              </p>
            </li>
          ))}
        </ol>
      </DialogBody>
    </Dialog>
  );
}
