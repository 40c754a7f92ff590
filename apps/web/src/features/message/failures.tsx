'use client';

import type { Cause, PendingChange, TimelineMessage } from '@nova/client';
import { CircleAlert } from '../../ui/icons.tsx';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { Command } from '../../nova/use-command.ts';
import { useCommand } from '../../nova/use-command.ts';
import { causeText } from '../../problem.ts';
import { useTalk } from '../talk/talk-provider.tsx';
import { failedWhy, failedWords } from './failed-words.ts';
import { lazily } from '../../ui/lazily.tsx';

const ConflictDialog = lazily(async () => (await import('./conflict-dialog.tsx')).ConflictDialog);

/** Each thing that came to nothing: why, in words, and the ways on. */
export function Failures({ message }: { message: TimelineMessage }) {
  const { sending, changes } = message;
  return (
    <>
      {sending?.state.type === 'failed' && (
        <FailedSend message={message} entryId={sending.entryId} reason={sending.state.reason} />
      )}
      {changes.map((change) =>
        change.state.type === 'failed' ? (
          <FailedChange key={change.entryId} message={message} change={change} reason={change.state.reason} />
        ) : null,
      )}
    </>
  );
}

function FailedSend({ message, entryId, reason }: { message: TimelineMessage; entryId: string; reason: Cause }) {
  const { t } = useSpeech();
  const talk = useTalk();
  const { run, problem } = useCommand();
  const { outbox } = talk.nova;
  // What it answers is gone: as an answer it would be refused for ever.
  const isOrphan = reason === 'MESSAGE_DELETED';
  return (
    <Note what={t('message.failed')} why={problem ?? (isOrphan ? t('message.answeredGone') : causeText(t, reason))}>
      {isOrphan ? (
        <SendAsNew body={message.body} entryId={entryId} run={run} />
      ) : (
        <>
          <Way label={t('message.retry')} onGo={() => void run(() => outbox.retry(entryId))} />
          <Way label={t('message.edit')} onGo={() => talk.edit(message)} />
        </>
      )}
      <Way label={t('message.discard')} onGo={() => void run(() => outbox.discard(entryId))} />
    </Note>
  );
}

interface FailedChangeProps {
  readonly message: TimelineMessage;
  readonly change: PendingChange;
  readonly reason: Cause;
}

function FailedChange({ message, change, reason }: FailedChangeProps) {
  const { t } = useSpeech();
  const talk = useTalk();
  const { run, problem } = useCommand();
  const [isComparing, setIsComparing] = useState(false);
  const { outbox } = talk.nova;
  const { entryId, work, state } = change;
  const isConflict = reason === 'VERSION_CONFLICT' && state.type === 'failed' && state.current !== null;
  const isOver = reason === 'MESSAGE_DELETED' || reason === 'EDIT_WINDOW_EXPIRED';
  return (
    <Note what={t(failedWords[work.kind])} why={problem ?? failedWhy(t, work, reason)}>
      {work.kind === 'edit' && isConflict && <Way label={t('message.compare')} onGo={() => setIsComparing(true)} />}
      {work.kind === 'edit' && isOver && <SendAsNew body={work.body} entryId={entryId} run={run} />}
      {!isConflict && !isOver && <Way label={t('message.retry')} onGo={() => void run(() => outbox.retry(entryId))} />}
      {work.kind === 'edit' && !isConflict && !isOver && (
        <Way label={t('message.edit')} onGo={() => talk.edit(message, work.body)} />
      )}
      <Way label={t('message.discard')} onGo={() => void run(() => outbox.discard(entryId))} />
      {work.kind === 'edit' && isComparing && state.type === 'failed' && (
        <ConflictDialog
          theirs={state.current?.body ?? ''}
          mine={work.body}
          onTheirs={() => run(() => outbox.discard(entryId))}
          onMine={(body) => run(() => outbox.editAndRetry(entryId, body))}
          onClose={() => setIsComparing(false)}
        />
      )}
    </Note>
  );
}

/** The text once more, as a message that stands for itself; what was refused is given up for it. */
function SendAsNew({ body, entryId, run }: { body: string | null; entryId: string; run: Command['run'] }) {
  const { t } = useSpeech();
  const { conversation, nova } = useTalk();
  if (body === null) return null;
  const sendAsNew = async (): Promise<void> => {
    await conversation.send({ body });
    await nova.outbox.discard(entryId);
  };
  return <Way label={t('message.sendAsNew')} onGo={() => void run(sendAsNew)} />;
}

function Note({ what, why, children }: { what: string; why: string; children: ReactNode }) {
  return (
    <div
      role="group"
      className="mt-1 flex w-fit max-w-full flex-wrap items-center gap-x-3 gap-y-0.5 rounded-md bg-danger-soft px-2.5 py-1 text-sm text-danger"
    >
      <span className="flex min-w-0 items-start gap-1.5">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <span>
          <strong className="font-semibold">{what}</strong> {why}
        </span>
      </span>
      <span className="flex flex-wrap gap-x-3">{children}</span>
    </div>
  );
}

function Way({ label, onGo }: { label: string; onGo: () => void }) {
  return (
    <button
      type="button"
      className="min-h-6 rounded-sm font-medium text-text underline underline-offset-2 hover:decoration-2 pointer-coarse:min-h-11"
      onClick={onGo}
    >
      {label}
    </button>
  );
}
