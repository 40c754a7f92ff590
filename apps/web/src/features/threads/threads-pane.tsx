'use client';

import type { FollowedThread } from '@nova/contract';
import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { fullTime, shortTime } from '../../i18n/times.ts';
import { threadPlace } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useProfile, useSummary } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { causeText, problemText } from '../../problem.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { ArrowLeft, MessageSquare } from '../../ui/icons.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { nameOf } from '../conversations/name-of.ts';
import { countText } from '../conversations/unread.ts';
import { plainText } from '../message/plain-text.ts';

/** The threads one follows: those with something unread first. */
export function ThreadsPane() {
  const { t } = useSpeech();
  const { threads: handle } = useNova();
  const { threads, hasMore, status, failure } = useWatch(handle, () => handle.view);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      <header className="flex h-14 shrink-0 items-center gap-2 border-b ps-2 pe-2 md:ps-4">
        <PlaceLink
          to={{ name: 'home' }}
          aria-label={t('conversation.back')}
          className="inline-grid size-11 shrink-0 place-items-center rounded-md text-quiet hover:bg-hover md:hidden"
        >
          <ArrowLeft aria-hidden="true" className="size-5 rtl:-scale-x-100" />
        </PlaceLink>
        <h1 className="font-semibold">{t('threads.title')}</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto" aria-busy={status === 'loading'}>
        <div className="mx-auto max-w-2xl p-3 md:p-4">
          {failure && (
            <p role="alert" className="px-2 pb-2 text-sm text-danger">
              {causeText(t, failure)}
            </p>
          )}
          {status === 'loading' && threads.length === 0 && <Waiting />}
          {status !== 'loading' && threads.length === 0 && <Nothing />}
          <ul className="flex flex-col gap-2">
            {threads.map((thread) => (
              <li key={thread.root.id}>
                <ThreadCard thread={thread} />
              </li>
            ))}
          </ul>
          {hasMore && (
            <div className="flex justify-center pt-3">
              <Button
                onClick={() => {
                  setProblem(null);
                  handle.loadMore().catch((error: unknown) => setProblem(problemText(t, error)));
                }}
              >
                {t('threads.more')}
              </Button>
            </div>
          )}
          {problem && (
            <p role="alert" className="pt-2 text-center text-sm text-danger">
              {problem}
            </p>
          )}
        </div>
      </div>
    </main>
  );
}

function ThreadCard({ thread: { root, last, replies, unread } }: { thread: FollowedThread }) {
  const { t, locale } = useSpeech();
  const summary = useSummary(root.conversationId);
  return (
    <PlaceLink
      to={threadPlace(root.conversationId, root.id)}
      className={classes(
        'block rounded-lg border p-3 transition hover:border-edge hover:bg-surface',
        unread > 0 && 'border-s-4 border-s-accent',
      )}
    >
      <span className="flex items-center gap-2 pb-1.5 text-xs text-quiet">
        <span className="truncate font-medium" dir="auto">
          {summary && nameOf(t, summary)}
        </span>
        {unread > 0 && (
          <span className="ms-auto shrink-0 rounded-full bg-accent px-1.5 leading-5 font-semibold text-on-accent tabular-nums">
            <span aria-hidden="true">{countText(locale, unread)}</span>
            <span className="sr-only">{t('thread.unread', { count: unread })}</span>
          </span>
        )}
      </span>
      <Said excerpt={root} />
      {last && (
        <span className="mt-2 block border-s-2 ps-3">
          <span className="block pb-1 text-xs text-quiet">{t('thread.replies', { count: replies })}</span>
          <Said excerpt={last} />
        </span>
      )}
    </PlaceLink>
  );
}

function Said({ excerpt: { senderId, sentAt, body } }: { excerpt: FollowedThread['root'] }) {
  const { t, locale } = useSpeech();
  const author = useProfile(senderId);
  const name = author?.name ?? t('people.unknown');
  return (
    <span className="flex gap-2">
      <Avatar id={senderId} name={name} image={author?.image ?? null} size="sm" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2 text-sm">
          <span className="truncate font-semibold" dir="auto">
            {name}
          </span>
          <time dateTime={sentAt} title={fullTime(locale, sentAt)} className="shrink-0 text-xs text-quiet">
            {shortTime(locale, sentAt, Date.now())}
          </time>
        </span>
        <span className={classes('line-clamp-2 text-sm break-words', body === null && 'text-quiet italic')} dir="auto">
          {body === null ? t('timeline.deleted') : plainText(body)}
        </span>
      </span>
    </span>
  );
}

function Nothing() {
  const { t } = useSpeech();
  return (
    <div className="py-16 text-center">
      <MessageSquare aria-hidden="true" className="mx-auto size-10 text-quiet" strokeWidth={1.5} />
      <h2 className="mt-3 font-semibold">{t('threads.none')}</h2>
      <p className="mx-auto mt-1 max-w-sm text-quiet">{t('threads.noneWhy')}</p>
    </div>
  );
}

function Waiting() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-2">
      {Array.from({ length: 4 }, (_, n) => (
        <Skeleton key={n} className="h-28 rounded-lg" />
      ))}
    </div>
  );
}
