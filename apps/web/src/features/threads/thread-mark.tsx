'use client';

import type { TimelineMessage } from '@nova/client';
import type { ThreadSummary } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { shortTime } from '../../i18n/times.ts';
import { threadPlace } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useProfile } from '../../nova/hooks.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { classes } from '../../ui/classes.ts';
import { MessageSquare } from '../../ui/icons.tsx';
import { useTalk } from '../talk/talk-provider.tsx';
import { Moment } from '../../ui/moment.tsx';

/** The thread a message begins, or the one it was sent from; leads there. `isBrief` where it shares a line with a quote. */
export function ThreadMark({ message, isBrief = false }: { message: TimelineMessage; isBrief?: boolean }) {
  const { t } = useSpeech();
  const { id: conversationId } = useTalk().conversation;
  const { id, seq, thread, threadRootId } = message;
  if (thread && id !== null) return <Summary to={threadPlace(conversationId, id)} thread={thread} />;
  if (threadRootId === null) return null;
  return (
    <PlaceLink
      to={threadPlace(conversationId, threadRootId, seq)}
      aria-label={t('thread.inThread')}
      className={classes(
        'inline-flex shrink-0 items-center gap-1.5 rounded-md text-sm text-quiet hover:text-link',
        isBrief ? 'ms-1' : 'mt-1 h-8 pointer-coarse:h-11',
      )}
    >
      <MessageSquare aria-hidden="true" className="size-3.5" />
      {isBrief ? t('thread.title') : t('thread.inThread')}
    </PlaceLink>
  );
}

function Summary({ to, thread }: { to: ReturnType<typeof threadPlace>; thread: ThreadSummary }) {
  const { t, locale } = useSpeech();
  return (
    <PlaceLink
      to={to}
      className="mt-1 inline-flex h-8 max-w-full items-center gap-2 rounded-md border border-transparent pe-2 text-sm hover:border-edge hover:bg-canvas pointer-coarse:h-11"
    >
      <span className="flex -space-x-1 rtl:space-x-reverse">
        {thread.userIds.map((userId) => (
          <Face key={userId} userId={userId} />
        ))}
      </span>
      <span className="font-medium text-link">{t('thread.replies', { count: thread.replies })}</span>
      <Moment at={thread.lastAt} className="truncate text-xs text-quiet max-sm:hidden">
        {t('thread.last', { time: shortTime(locale, thread.lastAt, Date.now()) })}
      </Moment>
    </PlaceLink>
  );
}

function Face({ userId }: { userId: string }) {
  const person = useProfile(userId);
  return (
    <span className="inline-flex rounded-full ring-2 ring-canvas">
      <Avatar id={userId} name={person?.name ?? ''} image={person?.image ?? null} size="sm" />
    </span>
  );
}
