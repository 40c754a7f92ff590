'use client';

import { Pencil, Reply, TriangleAlert, X } from '../../ui/icons.tsx';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useTalkable } from '../../nova/conversation-provider.tsx';
import { useProfile } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { IconButton } from '../../ui/button.tsx';
import { lineText } from '../message/plain-text.ts';
import { useTalk } from '../talk/talk-provider.tsx';
import { bodyOf } from './sending.ts';
import type { Writing } from './use-writing.ts';

export interface ComposerBarProps {
  readonly writing: Writing;
  /** The message being edited was deleted meanwhile. */
  readonly isGone: boolean;
  readonly onProblem: (error: unknown) => void;
}

/** What the text is about to become: an answer, another text of a message, or – when that is gone – a new one. */
export function ComposerBar({ writing, isGone, onProblem }: ComposerBarProps) {
  const { draft, edited } = writing;
  if (isGone) return <GoneBar writing={writing} onProblem={onProblem} />;
  if (draft.editing) {
    const isOlder = edited !== null && edited.version > draft.editing.version;
    return <EditBar writing={writing} isOlder={isOlder} />;
  }
  return draft.replyToId === null ? null : <ReplyBar messageId={draft.replyToId} onStop={writing.stopReplying} />;
}

function EditBar({ writing, isOlder }: { writing: Writing; isOlder: boolean }) {
  const { t } = useSpeech();
  const talk = useTalk();
  const seq = writing.edited?.seq ?? null;
  return (
    <Bar sign={<Pencil aria-hidden="true" />} stopLabel={t('composer.stopEditing')} onStop={writing.stopEditing}>
      <button
        type="button"
        disabled={seq === null}
        className="rounded-sm font-medium enabled:hover:underline"
        onClick={() => seq !== null && talk.jump(seq)}
      >
        {t('composer.editing')}
      </button>
      {isOlder && <span className="text-warning"> {t('composer.changedMeanwhile')}</span>}
    </Bar>
  );
}

function GoneBar({ writing, onProblem }: Omit<ComposerBarProps, 'isGone'>) {
  const { t } = useSpeech();
  const nova = useNova();
  const conversation = useTalkable();
  const sendAsNew = async (): Promise<void> => {
    const body = bodyOf(writing.text, nova);
    if (body === null) return;
    try {
      await conversation.send({ body });
      writing.stopEditing();
    } catch (error) {
      onProblem(error);
    }
  };
  return (
    <Bar
      sign={<TriangleAlert aria-hidden="true" className="text-warning" />}
      stopLabel={t('message.discard')}
      onStop={writing.stopEditing}
    >
      <span role="alert">{t('composer.gone')}</span>{' '}
      <button
        type="button"
        className="rounded-sm font-medium text-link hover:underline disabled:opacity-50"
        disabled={writing.text.trim() === ''}
        onClick={() => void sendAsNew()}
      >
        {t('message.sendAsNew')}
      </button>
    </Bar>
  );
}

function ReplyBar({ messageId, onStop }: { messageId: string; onStop: () => void }) {
  const { t } = useSpeech();
  const conversation = useTalkable();
  const source = useMemo(
    () => ({ subscribe: (listener: () => void) => conversation.subscribeQuotes(listener) }),
    [conversation],
  );
  const quote = useWatch(source, () => conversation.quote(messageId));
  const isKnown = quote !== null && quote !== 'missing';
  const author = useProfile(isKnown ? quote.senderId : '');
  return (
    <Bar
      sign={<Reply aria-hidden="true" className="rtl:-scale-x-100" />}
      stopLabel={t('composer.stopReplying')}
      onStop={onStop}
    >
      <span className="font-medium">{t('composer.replyingTo', { name: author?.name ?? t('people.unknown') })}</span>{' '}
      <span className="text-quiet" dir="auto">
        {isKnown &&
          (quote.body === null
            ? t('timeline.deleted')
            : lineText(quote.body, (name) => t('message.forwardOf', { name })))}
      </span>
    </Bar>
  );
}

interface BarProps {
  readonly sign: ReactNode;
  readonly stopLabel: string;
  readonly onStop: () => void;
  readonly children: ReactNode;
}

function Bar({ sign, stopLabel, onStop, children }: BarProps) {
  return (
    <div className="flex items-center gap-2 rounded-t-lg border-b bg-surface ps-3 pe-1 text-sm [&>svg]:size-4 [&>svg]:shrink-0">
      {sign}
      <p className="min-w-0 flex-1 truncate py-1">{children}</p>
      <IconButton label={stopLabel} onClick={onStop}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
