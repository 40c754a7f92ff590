'use client';

import type { Excerpt, ListMentionsOutput } from '@nova/contract';
import { useCallback, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useInbox, useSummary } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useAnswer } from '../../nova/use-answer.ts';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { AtSign } from '../../ui/icons.tsx';
import { signedNameOf } from '../conversations/name-of.ts';
import { GatheredPane } from '../frame/gathered-pane.tsx';
import { ExcerptView } from '../message/excerpt-view.tsx';
import { placeOfExcerpt } from '../message/place-of-excerpt.ts';

/** Messages in which somebody mentions one, the newest first. */
export function MentionsPane() {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const { run, isBusy, problem } = useCommand();
  // A new one makes another number; so does reading one, after which the same is asked once more.
  const news = useInbox().conversations.reduce((sum, { mentions }) => sum + mentions, 0);
  const [older, setOlder] = useState<{
    of: ListMentionsOutput;
    mentions: readonly Excerpt[];
    next: string | null;
  } | null>(null);
  const ask = useCallback(async () => ({ news, page: await trpc.message.mentions.query({}) }), [trpc, news]);
  const { value, isLoading, problem: whyNot } = useAnswer(ask);
  const page = value?.page ?? null;
  const more = older?.of === page ? older : null;
  const shown = [...(page?.mentions ?? []), ...(more?.mentions ?? [])];
  const next = more ? more.next : (page?.next ?? null);
  const loadMore = async (): Promise<void> => {
    if (next === null || page === null) return;
    const found = await trpc.message.mentions.query({ after: next });
    setOlder({ of: page, mentions: [...(more?.mentions ?? []), ...found.mentions], next: found.next });
  };
  return (
    <GatheredPane
      title={t('mentions.title')}
      icon={AtSign}
      isLoading={isLoading && page === null}
      isEmpty={page !== null && shown.length === 0}
      nothing={{ title: t('mentions.none'), why: t('mentions.noneWhy') }}
      problem={whyNot ?? problem}
    >
      <ul className="flex flex-col gap-2">
        {shown.map((excerpt) => (
          <li key={excerpt.id}>
            <MentionCard excerpt={excerpt} />
          </li>
        ))}
      </ul>
      {next !== null && (
        <div className="flex justify-center pt-3">
          <Button disabled={isBusy} onClick={() => void run(loadMore)}>
            {t('mentions.more')}
          </Button>
        </div>
      )}
    </GatheredPane>
  );
}

function MentionCard({ excerpt }: { excerpt: Excerpt }) {
  const { t } = useSpeech();
  const summary = useSummary(excerpt.conversationId);
  return (
    <PlaceLink
      to={placeOfExcerpt(excerpt)}
      className="block rounded-lg border p-3 transition hover:border-edge hover:bg-surface"
    >
      <span className="block truncate pb-1.5 text-xs font-medium text-quiet" dir="auto">
        {summary && signedNameOf(t, summary)}
      </span>
      <ExcerptView excerpt={excerpt} />
    </PlaceLink>
  );
}
