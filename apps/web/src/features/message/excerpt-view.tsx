'use client';

import type { Excerpt } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { shortTime } from '../../i18n/times.ts';
import { useProfile } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { classes } from '../../ui/classes.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { lineText } from './plain-text.ts';
import { Moment } from '../../ui/moment.tsx';

/** The beginning of a message, in a list of what is elsewhere. */
export function ExcerptView({ excerpt: { senderId, sentAt, body, fileName } }: { excerpt: Excerpt }) {
  const { t, locale } = useSpeech();
  const author = useProfile(senderId);
  const { people } = useNova();
  const isAwaited = useWatch(people, () => people.isAwaited(senderId));
  const name = author?.name ?? t('people.unknown');
  return (
    <span className="flex gap-2">
      {isAwaited ? (
        <Skeleton className="size-6 shrink-0" isRound />
      ) : (
        <Avatar id={senderId} name={name} image={author?.image ?? null} size="sm" />
      )}
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2 text-sm">
          {isAwaited ? (
            <Skeleton className="h-3.5 w-24" />
          ) : (
            <span className="truncate font-semibold" dir="auto">
              {name}
            </span>
          )}
          <Moment at={sentAt} className="shrink-0 text-xs text-quiet">
            {shortTime(locale, sentAt, Date.now())}
          </Moment>
        </span>
        <span
          className={classes('line-clamp-3 text-sm break-words bidi', body === null && 'text-quiet italic')}
          dir="auto"
        >
          {body === null
            ? t('timeline.deleted')
            : lineText(body, (name) => t('message.forwardOf', { name })) || fileName}
        </span>
      </span>
    </span>
  );
}
