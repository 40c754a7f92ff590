'use client';

import type { FollowedThread } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { threadPlace } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useSummary } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { useWatch } from '../../nova/use-watch.ts';
import { causeText } from '../../problem.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { MessageSquare } from '../../ui/icons.tsx';
import { signedNameOf } from '../conversations/name-of.ts';
import { countText } from '../conversations/unread.ts';
import { GatheredPane } from '../frame/gathered-pane.tsx';
import { ExcerptView } from '../message/excerpt-view.tsx';

/** The threads one follows: those with something unread first. */
export function ThreadsPane() {
  const { t } = useSpeech();
  const { threads: handle } = useNova();
  const { threads, hasMore, status, failure } = useWatch(handle, () => handle.view);
  const { run, isBusy, problem } = useCommand();
  const isLoading = status === 'loading' && threads.length === 0;
  return (
    <GatheredPane
      title={t('threads.title')}
      icon={MessageSquare}
      isLoading={isLoading}
      isEmpty={!isLoading && threads.length === 0}
      nothing={{ title: t('threads.none'), why: t('threads.noneWhy') }}
      problem={failure ? causeText(t, failure) : problem}
    >
      <ul className="flex flex-col gap-2">
        {threads.map((thread) => (
          <li key={thread.root.id}>
            <ThreadCard thread={thread} />
          </li>
        ))}
      </ul>
      {hasMore && (
        <div className="flex justify-center pt-3">
          <Button disabled={isBusy} onClick={() => void run(() => handle.loadMore())}>
            {t('threads.more')}
          </Button>
        </div>
      )}
    </GatheredPane>
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
          {summary && signedNameOf(t, summary)}
        </span>
        {unread > 0 && (
          <span className="ms-auto shrink-0 rounded-full bg-accent px-1.5 leading-5 font-semibold text-on-accent tabular-nums">
            <span aria-hidden="true">{countText(locale, unread)}</span>
            <span className="sr-only">{t('thread.unread', { count: unread })}</span>
          </span>
        )}
      </span>
      <ExcerptView excerpt={root} />
      {last && (
        <span className="mt-2 block border-s-2 ps-3">
          <span className="block pb-1 text-xs text-quiet">{t('thread.replies', { count: replies })}</span>
          <ExcerptView excerpt={last} />
        </span>
      )}
    </PlaceLink>
  );
}
