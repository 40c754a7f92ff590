'use client';

import type { OwnWords } from '@nova/client';
import type { ConversationSummary } from '@nova/contract';
import { BellOff, Clock, PencilLine } from '../../ui/icons.tsx';
import { memo } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { shortTime } from '../../i18n/times.ts';
import { conversationPlace } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useDraft, useIsOnline, useSelf, useWaitingFiles } from '../../nova/hooks.ts';
import { classes } from '../../ui/classes.ts';
import { StatusOf } from '../status/status-of.tsx';
import { lineText } from '../message/plain-text.ts';
import { ConversationSign } from './conversation-sign.tsx';
import { nameOf } from './name-of.ts';
import { RowMarks } from './row-marks.tsx';
import { counted } from './unread.ts';
import { Moment } from '../../ui/moment.tsx';

export interface ConversationRowProps {
  readonly summary: ConversationSummary;
  readonly isHere: boolean;
  readonly isCompact: boolean;
  /** How many of the person's messages could not be sent there. */
  readonly failed: number;
  /** What the person wrote there last, where the summary does not tell it yet. */
  readonly ownWords: OwnWords | null;
  readonly nowMs: number;
}

/** A conversation in the pane: what it is, what was said last and when, and what waits there. */
export const ConversationRow = memo(function ConversationRow({
  summary,
  isHere,
  isCompact,
  failed,
  ownWords,
  nowMs,
}: ConversationRowProps) {
  const { t, locale } = useSpeech();
  const { id, lastMessage, notify, unread, mentions } = summary;
  const draft = useDraft(id);
  const files = useWaitingFiles(id);
  const name = nameOf(t, summary);
  const isLoud = counted(summary) > 0;
  const isMuted = notify === 'nothing';
  const lastAt = ownWords ? new Date(ownWords.saidAtMs).toISOString() : lastMessage?.sentAt;
  return (
    <PlaceLink
      to={conversationPlace(id)}
      data-conversation={id}
      aria-current={isHere ? 'page' : undefined}
      className={classes(
        'group relative flex w-full items-center gap-2.5 rounded-md px-2 outline-offset-[-2px] [contain-intrinsic-size:auto_3.25rem] [content-visibility:auto]',
        isCompact ? 'h-8' : 'h-13',
        isHere ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <ConversationSign summary={summary} size={isCompact ? 'sm' : 'md'} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span
            className={classes('min-w-0 truncate', isLoud && 'font-semibold', isMuted && !isHere && 'text-quiet')}
            dir="auto"
          >
            {name}
          </span>
          {summary.peer && <IsThere userId={summary.peer.id} />}
          <span className="me-auto shrink-0">{summary.peer && <StatusOf userId={summary.peer.id} />}</span>
          {isMuted && (
            <BellOff
              role="img"
              aria-label={t('conversation.muted')}
              className="size-3.5 shrink-0 self-center text-quiet"
            />
          )}
          {!isCompact && lastAt && (
            <Moment
              at={lastAt}
              className={classes(
                'shrink-0 text-xs tabular-nums group-has-aria-expanded/row:invisible pointer-fine:group-hover/row:invisible',
                isLoud ? 'text-text' : 'text-quiet',
              )}
            >
              {shortTime(locale, lastAt, nowMs)}
            </Moment>
          )}
        </span>
        {!isCompact && (
          <span className="flex h-4.5 items-center gap-2 text-sm text-quiet">
            <Preview
              summary={summary}
              ownWords={ownWords}
              begun={draft?.body || (files > 0 ? t('conversation.draftFiles', { count: files }) : null)}
            />
            <RowMarks unread={unread} mentions={mentions} isLoud={isLoud} failed={failed} />
          </span>
        )}
      </span>
      {isCompact && (
        <>
          {(draft || files > 0) && (
            <PencilLine role="img" aria-label={t('conversation.draft')} className="size-3.5 shrink-0 text-quiet" />
          )}
          <RowMarks unread={unread} mentions={mentions} isLoud={isLoud} failed={failed} />
        </>
      )}
    </PlaceLink>
  );
});

interface PreviewProps extends Pick<ConversationRowProps, 'summary' | 'ownWords'> {
  /** What one has begun to write, or else how many files wait. */
  readonly begun: string | null;
}

/** What the dot beside the picture shows, for who does not see it. */
function IsThere({ userId }: { userId: string }) {
  const { t } = useSpeech();
  return useIsOnline(userId) ? <span className="sr-only">{t('presence.online')}</span> : null;
}

/** What was said last, by whom; or what one has begun to write oneself. */
function Preview({ summary, ownWords, begun }: PreviewProps) {
  const { t } = useSpeech();
  const self = useSelf();
  const { kind, lastMessage } = summary;
  const words = (body: string): string => lineText(body, (name) => t('message.forwardOf', { name }));
  if (begun) {
    return (
      <span className="flex min-w-0 flex-1 items-center gap-1">
        <PencilLine role="img" aria-label={t('conversation.draft')} className="size-3.5 shrink-0" />
        <span className="truncate" dir="auto">
          {begun}
        </span>
      </span>
    );
  }
  if (ownWords) {
    return (
      <span className="flex min-w-0 flex-1 items-center gap-1">
        {ownWords.isWaiting && (
          <Clock role="img" aria-label={t('message.queued')} className="animate-late size-3.5 shrink-0" />
        )}
        <span className="shrink-0">{`${t('conversation.you')}: `}</span>
        <span className="truncate" dir="auto">
          {ownWords.body === null ? <em>{t('timeline.deleted')}</em> : words(ownWords.body) || ownWords.fileName}
        </span>
      </span>
    );
  }
  if (!lastMessage) return <span className="min-w-0 flex-1 truncate">{t('conversation.empty')}</span>;
  const { sender, preview, fileName } = lastMessage;
  const isOwn = sender.id === self;
  const author = isOwn ? t('conversation.you') : kind === 'direct' ? null : sender.name;
  return (
    <span className="flex min-w-0 flex-1 gap-1">
      {author !== null && <span className="max-w-1/2 shrink-0 truncate">{`${author}: `}</span>}
      <span className="truncate" dir="auto">
        {preview === null ? <em>{t('timeline.deleted')}</em> : words(preview) || fileName}
      </span>
    </span>
  );
}
