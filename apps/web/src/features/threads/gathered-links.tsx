'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { usePlace } from '../../navigation/use-place.ts';
import { useInbox } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { classes } from '../../ui/classes.ts';
import { AtSign, Bookmark, MessageSquare } from '../../ui/icons.tsx';
import { countText } from '../conversations/unread.ts';

/**
 * The ways to what is gathered from all conversations: the threads one follows, with how many have something unread, mentions,
 * and what one has saved, with how many reminders have come.
 */
export function GatheredLinks() {
  const { t } = useSpeech();
  const { conversations } = useInbox();
  const { saved } = useNova();
  const due = useWatch(saved, () => saved.view.entries.filter(({ dueAt }) => dueAt !== null).length);
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
        {unread > 0 && <Count count={unread} label={t('threads.unread', { count: unread })} />}
      </PlaceLink>
      <PlaceLink
        to={{ name: 'mentions' }}
        aria-current={name === 'mentions' ? 'page' : undefined}
        className={lookOf(name === 'mentions')}
      >
        <AtSign aria-hidden="true" className="size-4 text-quiet" />
        <span className="flex-1 truncate">{t('mentions.title')}</span>
      </PlaceLink>
      <PlaceLink
        to={{ name: 'saved' }}
        aria-current={name === 'saved' ? 'page' : undefined}
        className={classes(lookOf(name === 'saved'), due > 0 && 'font-semibold')}
      >
        <Bookmark aria-hidden="true" className="size-4 text-quiet" />
        <span className="flex-1 truncate">{t('saved.title')}</span>
        {due > 0 && <Count count={due} label={t('saved.due', { count: due })} />}
      </PlaceLink>
    </div>
  );
}

function Count({ count, label }: { count: number; label: string }) {
  const { locale } = useSpeech();
  return (
    <span className="rounded-full bg-accent px-1.5 text-xs leading-5 font-semibold text-on-accent tabular-nums">
      <span aria-hidden="true">{countText(locale, count)}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}

function lookOf(isHere: boolean): string {
  const look = 'flex h-9 items-center gap-2.5 rounded-md px-2 pointer-coarse:h-11';
  return `${look} ${isHere ? 'bg-selected' : 'hover:bg-hover'}`;
}
