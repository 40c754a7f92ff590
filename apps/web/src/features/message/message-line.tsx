'use client';

import type { TimelineMessage } from '@nova/client';
import { Pin } from '../../ui/icons.tsx';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { clockFace, clockTime } from '../../i18n/times.ts';
import { useProfile } from '../../nova/hooks.ts';
import { useWatch } from '../../nova/use-watch.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { classes } from '../../ui/classes.ts';
import { AuthorName } from '../people/author-name.tsx';
import { PersonButton } from '../people/person-button.tsx';
import { StatusOf } from '../status/status-of.tsx';
import { useTalk } from '../talk/talk-provider.tsx';
import { DeliveryMark } from './delivery-mark.tsx';
import { FailureNotes } from './failure-notes.tsx';
import { MessageContent } from './message-content.tsx';
import { noteRender } from './render-count.ts';
import { ReplyQuote } from './reply-quote.tsx';
import { useMessageKeys } from './use-message-keys.ts';
import { useReach } from './use-reach.ts';
import { lazily } from '../../ui/lazily.tsx';
import { Moment } from '../../ui/moment.tsx';

const MessageTools = lazily(async () => (await import('./message-tools.tsx')).MessageTools);
const SavedMark = lazily(async () => (await import('../saved/saved-mark.tsx')).SavedMark);
const Reactions = lazily(async () => (await import('./reactions.tsx')).Reactions);

const ThreadMark = lazily(async () => (await import('../threads/thread-mark.tsx')).ThreadMark);

export interface MessageLineProps {
  readonly message: TimelineMessage;
  readonly isHead: boolean;
  readonly self: string;
  readonly isAsked: boolean;
  readonly isInTabOrder: boolean;
}

/** One message: who, when, what, and what became of it. */
export function MessageLine({ message, isHead, self, isAsked, isInTabOrder }: MessageLineProps) {
  noteRender(message.key);
  const { locale } = useSpeech();
  const talk = useTalk();
  const author = useProfile(message.senderId);
  const opened = useWatch(talk, () => (talk.opened?.key === message.key ? talk.opened.what : null));
  const { saved } = talk.nova;
  const isSaved = useWatch(saved, () => message.id !== null && saved.get(message.id) !== null);
  const { isNear, reach } = useReach(message.key);
  const onKeyDown = useMessageKeys(message, self);
  const { key, body, sentAt, pinned, reactions } = message;
  const quotedId = body === null ? null : message.replyToId;
  const isInTimeline = talk.conversation.rootId === null;
  const isAlsoSent = isInTimeline && message.alsoSent === true;
  // A message may be on the screen twice: in the timeline, and in its thread.
  const id = isInTimeline ? key : `${key}-in-thread`;
  const time = (
    <Moment id={`${id}-time`} at={sentAt} className={timeLook(isHead)}>
      {isHead ? clockTime(locale, sentAt) : clockFace(locale, sentAt)}
    </Moment>
  );
  return (
    <article
      data-key={key}
      data-seq={message.seq ?? undefined}
      aria-labelledby={`${id}-name ${id}-body ${id}-time`}
      aria-current={isAsked || undefined}
      tabIndex={isInTabOrder ? 0 : -1}
      onKeyDown={onKeyDown}
      {...reach}
      className={classes(
        'group/line relative grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-3 px-4 py-0.5 focus-visible:-outline-offset-2',
        // A finger that rests on it wants the menu, which copies all of it: marking a word would be in the way.
        'pointer-coarse:select-none',
        isHead && 'mt-2.5 in-data-[density=compact]:mt-1',
        isAsked && 'animate-asked',
        isNear || opened ? 'bg-surface' : 'focus-within:bg-surface',
      )}
    >
      {quotedId !== null && (
        <ReplyQuote messageId={quotedId}>{isAlsoSent && <ThreadMark message={message} isBrief />}</ReplyQuote>
      )}
      {isHead ? (
        <PersonButton userId={message.senderId} stop="picture" className="size-9 self-start rounded-full">
          <Avatar id={message.senderId} name={author?.name ?? ''} image={author?.image ?? null} />
        </PersonButton>
      ) : (
        <span className="flex h-[1.375rem] items-center justify-end">{time}</span>
      )}
      <div className="min-w-0 pe-6">
        <div className={isHead ? 'flex items-baseline gap-2' : 'sr-only'}>
          <span id={`${id}-name`} className="flex min-w-0 font-semibold" dir="auto">
            {isHead ? (
              <PersonButton userId={message.senderId} stop="none" className="truncate hover:underline">
                <AuthorName name={author?.name} />
              </PersonButton>
            ) : (
              <AuthorName name={author?.name} />
            )}
          </span>
          {isHead && <StatusOf userId={message.senderId} />}
          {isHead && time}
          {isHead && pinned && <Pinned />}
          {isHead && isSaved && <SavedMark />}
        </div>
        {!isHead && (pinned || isSaved) && (
          <span className="flex gap-2">
            {pinned && <Pinned />}
            {isSaved && <SavedMark />}
          </span>
        )}
        <MessageContent message={message} id={`${id}-body`} />
        {body !== null && reactions.length > 0 && (
          <Reactions fallback={<div className="mt-1 h-6.5 pointer-coarse:h-9.5" />} message={message} self={self} />
        )}
        {((isInTimeline && message.thread !== undefined) || (isAlsoSent && quotedId === null)) && (
          <ThreadMark fallback={<div className="mt-1 h-8 pointer-coarse:h-11" />} message={message} />
        )}
        <FailureNotes message={message} />
      </div>
      <DeliveryMark message={message} />
      {(isNear || opened !== null) && <MessageTools message={message} self={self} opened={opened} />}
    </article>
  );
}

function timeLook(isHead: boolean): string {
  if (isHead) return 'shrink-0 text-xs text-quiet';
  return 'text-[0.625rem] text-quiet opacity-0 group-focus-within/line:opacity-100 group-hover/line:opacity-100';
}

/** On a phone the sign alone leaves the name its room. */
function Pinned() {
  const { t } = useSpeech();
  return (
    <span className="inline-flex shrink-0 items-baseline gap-1 text-xs text-quiet">
      <Pin aria-hidden="true" className="size-3 self-center" />
      <span className="max-md:sr-only">{t('message.pinned')}</span>
    </span>
  );
}
