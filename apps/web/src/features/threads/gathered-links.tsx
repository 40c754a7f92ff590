'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { usePlace } from '../../navigation/use-place.ts';
import { useInbox } from '../../nova/hooks.ts';
import { classes } from '../../ui/classes.ts';
import { AtSign, MessageSquare } from '../../ui/icons.tsx';
import { countText } from '../conversations/unread.ts';

/** The ways to what is gathered from all conversations: the threads one follows, with how many have something unread, and mentions. */
export function GatheredLinks() {
  const { t, locale } = useSpeech();
  const { conversations } = useInbox();
  const { name } = usePlace();
  const unread = conversations.reduce(
    (sum, { notify, unreadThreads }) => (notify === 'nothing' ? sum : sum + unreadThreads),
    0,
  );
  return (
    <div className="px-2">
      <PlaceLink
        to={{ name: 'threads' }}
        aria-current={name === 'threads' ? 'page' : undefined}
        className={classes(lookOf(name === 'threads'), unread > 0 && 'font-semibold')}
      >
        <MessageSquare aria-hidden="true" className="size-4 text-quiet" />
        <span className="flex-1 truncate">{t('threads.title')}</span>
        {unread > 0 && (
          <span className="rounded-full bg-accent px-1.5 text-xs leading-5 font-semibold text-on-accent tabular-nums">
            <span aria-hidden="true">{countText(locale, unread)}</span>
            <span className="sr-only">{t('threads.unread', { count: unread })}</span>
          </span>
        )}
      </PlaceLink>
      <PlaceLink
        to={{ name: 'mentions' }}
        aria-current={name === 'mentions' ? 'page' : undefined}
        className={lookOf(name === 'mentions')}
      >
        <AtSign aria-hidden="true" className="size-4 text-quiet" />
        <span className="flex-1 truncate">{t('mentions.title')}</span>
      </PlaceLink>
    </div>
  );
}

function lookOf(isHere: boolean): string {
  const look = 'flex h-9 items-center gap-2.5 rounded-md px-2 pointer-coarse:h-11';
  return `${look} ${isHere ? 'bg-selected' : 'hover:bg-hover'}`;
}
