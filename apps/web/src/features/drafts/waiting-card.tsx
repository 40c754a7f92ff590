'use client';

import { draftTexts } from '../../i18n/draft-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { momentText } from '../../i18n/times.ts';
import { useSummary } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { causeText } from '../../problem.ts';
import { Button } from '../../ui/button.tsx';
import { Clock } from '../../ui/icons.tsx';
import { signedNameOf } from '../conversations/name-of.ts';
import { LaterFiles } from './later-files.tsx';
import type { WaitingEntry } from './use-later.ts';

/** A message to be sent later that has not left this device yet, or that the server would not keep. */
export function WaitingCard({ entry }: { entry: WaitingEntry }) {
  const speech = useSpeech();
  const { t, locale } = speech;
  const say = draftTexts.in(speech);
  const { outbox } = useNova();
  const { run, problem } = useCommand();
  const { work, state, conversationId } = entry;
  const summary = useSummary(conversationId);
  const isFailed = state.type === 'failed';
  return (
    <div className="rounded-lg border p-3">
      <p className="flex flex-wrap items-center gap-x-2 pb-1 text-xs text-quiet">
        <span className="truncate font-medium" dir="auto">
          {summary ? signedNameOf(t, summary) : say('lost')}
        </span>
        <time dateTime={work.dueAt} className="inline-flex items-center gap-1">
          <Clock aria-hidden="true" className="size-3.5" />
          {momentText(locale, work.dueAt, Date.now())}
        </time>
      </p>
      <p className="line-clamp-4 text-sm break-words whitespace-pre-wrap bidi" dir="auto">
        {work.body}
      </p>
      <LaterFiles files={work.files ?? []} />
      {isFailed ? (
        <p className="pt-1 text-sm text-danger">
          {t('message.failedSchedule')} {causeText(t, state.reason)}
        </p>
      ) : (
        <p className="pt-1 text-sm text-quiet">{say('onDevice')}</p>
      )}
      {problem && <p className="pt-1 text-sm text-danger">{problem}</p>}
      <div className="mt-2 flex gap-2">
        {isFailed && <Button onClick={() => void run(() => outbox.retry(entry.id))}>{t('dialog.tryAgain')}</Button>}
        <Button onClick={() => void run(() => outbox.discard(entry.id))}>{t('message.discard')}</Button>
      </div>
    </div>
  );
}
