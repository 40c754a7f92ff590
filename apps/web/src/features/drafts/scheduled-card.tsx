'use client';

import type { Cause, TrayFile } from '@nova/client';
import { causeTable } from '@nova/client';
import type { ScheduledMessage } from '@nova/contract';
import { limits } from '@nova/contract';
import { useState } from 'react';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { momentText } from '../../i18n/times.ts';
import { useSummary } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { causeText } from '../../problem.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Clock, Copy, Ellipsis, PencilLine, SendHorizontal, Trash2 } from '../../ui/icons.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { signedNameOf } from '../conversations/name-of.ts';
import { backInTray } from './back-in-tray.ts';
import { LaterFiles } from './later-files.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { Moment } from '../../ui/moment.tsx';

/** A message that waits to be sent: where, when and what, and why it could not be when it could not. */
export function ScheduledCard({ message }: { message: ScheduledMessage }) {
  const speech = useSpeech();
  const { t, locale } = speech;
  const say = draftTexts.in(speech);
  const nova = useNova();
  const { scheduled, drafts } = nova;
  const toasts = useToasts();
  const { run, problem } = useCommand();
  const [isChanging, setIsChanging] = useState(false);
  const {
    clientId,
    conversationId,
    threadRootId,
    replyToId,
    body,
    attachments = [],
    dueAt,
    version,
    refusal,
  } = message;
  const summary = useSummary(conversationId);

  const backToDraft = async (): Promise<void> => {
    const key = threadRootId === null ? conversationId : `${conversationId}:${threadRootId}`;
    const tray = nova.trays.at(key);
    if (tray.files.length + attachments.length > limits.filesPerMessage) {
      toasts.show({ kind: 'problem', text: t('files.tooMany', { count: limits.filesPerMessage }) });
      return;
    }
    let files: readonly TrayFile[] = [];
    const cancel = async (): Promise<void> => {
      files = await backInTray(nova, attachments);
      await scheduled.cancel(clientId);
    };
    if (!(await run(cancel))) return;
    tray.set([...tray.files, ...files]);
    const draft = drafts.get(key) ?? { body: '', replyToId: null };
    const text = draft.body.trim() === '' ? body : `${draft.body}\n${body}`;
    drafts.set(key, { ...draft, body: text, replyToId: draft.replyToId ?? replyToId });
    toasts.show({ text: say('draftAgain') });
  };
  const copy = (): void => {
    navigator.clipboard.writeText(body).then(
      () => toasts.show({ text: t('message.copied') }),
      () => toasts.show({ kind: 'problem', text: t('message.notCopied') }),
    );
  };
  return (
    <div className="flex items-start rounded-lg border">
      <div className="min-w-0 flex-1 p-3">
        <p className="flex flex-wrap items-center gap-x-2 pb-1 text-xs text-quiet">
          <span className="truncate font-medium" dir="auto">
            {summary ? signedNameOf(t, summary) : say('lost')}
          </span>
          {threadRootId !== null && <span>{say('inThread')}</span>}
          <Moment at={dueAt} className="inline-flex items-center gap-1">
            <Clock aria-hidden="true" className="size-3.5" />
            {momentText(locale, dueAt, Date.now())}
          </Moment>
        </p>
        <p className="line-clamp-4 text-sm break-words whitespace-pre-wrap bidi" dir="auto">
          {body}
        </p>
        <LaterFiles files={attachments} />
        {refusal !== null && (
          <p className="pt-1 text-sm text-danger">
            {say('refused')} {isCause(refusal) && causeText(t, refusal)}
          </p>
        )}
        {problem && (
          <p role="alert" className="pt-1 text-sm text-danger">
            {problem}
          </p>
        )}
      </div>
      <div className="my-1 me-1.5">
        <ActionMenu
          trigger={
            <IconButton label={say('actions')}>
              <Ellipsis aria-hidden="true" />
            </IconButton>
          }
          actions={[
            ...(summary
              ? [
                  {
                    key: 'now',
                    label: say('sendNow'),
                    icon: SendHorizontal,
                    onSelect: () => void run(() => scheduled.sendNow(clientId)),
                  },
                  { key: 'change', label: say('change'), icon: Clock, onSelect: () => setIsChanging(true) },
                  { key: 'draft', label: say('toDraft'), icon: PencilLine, onSelect: () => void backToDraft() },
                ]
              : []),
            { key: 'copy', label: t('message.copyText'), icon: Copy, onSelect: copy },
            {
              key: 'cancel',
              label: say('cancel'),
              icon: Trash2,
              isDangerous: true,
              isFirst: true,
              onSelect: () => void run(() => scheduled.cancel(clientId)),
            },
          ]}
        />
      </div>
      {isChanging && (
        <ScheduleDialog
          title={say('changeTitle')}
          doLabel={t('dialog.save')}
          closeLabel={t('dialog.close')}
          was={{ body, at: new Date(dueAt), hasFiles: attachments.length > 0 }}
          onClose={() => setIsChanging(false)}
          onDone={(wish) =>
            scheduled.change({
              clientId,
              expectedVersion: version,
              dueAt: wish.at.toISOString(),
              ...(wish.body.trim() === '' ? {} : { body: wish.body }),
            })
          }
        />
      )}
    </div>
  );
}

function isCause(text: string): text is Cause {
  return Object.hasOwn(causeTable, text);
}
