'use client';

import { useId } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { HitLink } from './hit-link.tsx';
import type { Found } from './use-found.ts';
import { useSay } from './use-say.ts';

export interface ResultsProps {
  readonly found: Found;
  /** Whether hits say which conversation they are in. */
  readonly isPlaced: boolean;
  readonly onFollow: () => void;
  /** Looks in all conversations; `null` when that is being done. */
  readonly onEverywhere: (() => void) | null;
}

/** The messages that were found, and in words how many, where, and what was done to find them. */
export function Results({ found, isPlaced, onFollow, onEverywhere }: ResultsProps) {
  const say = useSay();
  const id = useId();
  const { pages, isLoading, problem, again, more } = found;
  const hits = pages.flatMap((page) => page.hits);
  const isEmpty = hits.length === 0 && !isLoading && problem === null && pages.length > 0;
  const hasNext = pages.at(-1)?.cursor != null;
  return (
    <section aria-labelledby={id} aria-busy={isLoading}>
      <h3 id={id} className="sr-only">
        {say('results')}
      </h3>
      <Told found={found} />
      {problem !== null && (
        <div role="alert" className="px-2 py-1 text-sm text-danger">
          <p>{problem}</p>
          <Button className="mt-2" onClick={pages.length > 0 ? more : again}>
            {say('again')}
          </Button>
        </div>
      )}
      {isLoading && hits.length === 0 && <HitSkeletons />}
      {isEmpty && (
        <div className="px-2 py-6 text-center text-sm text-quiet">
          <p>{say('fewer')}</p>
          {onEverywhere && (
            <Button className="mt-3" onClick={onEverywhere}>
              {say('everywhere')}
            </Button>
          )}
        </div>
      )}
      <ul className={classes('flex flex-col gap-1', isLoading && 'opacity-60')}>
        {hits.map((hit) => (
          <li key={hit.messageId}>
            <HitLink hit={hit} isPlaced={isPlaced} onFollow={onFollow} />
          </li>
        ))}
      </ul>
      {hasNext && problem === null && (
        <Button look="quiet" className="my-2 w-full" isOff={isLoading} onClick={more}>
          {say('more')}
        </Button>
      )}
    </section>
  );
}

function Told({ found: { pages, isLoading, problem } }: { found: Found }) {
  const say = useSay();
  const { locale } = useSpeech();
  const list = new Intl.ListFormat(locale);
  const [first] = pages;
  const last = pages.at(-1);
  const count = pages.reduce((sum, { hits }) => sum + hits.length, 0);
  const instead = first?.corrected.flatMap((one) => one.instead) ?? [];
  const dropped = first?.dropped ?? [];
  return (
    <div className="px-2 py-1 text-sm text-quiet" role="status">
      <p>
        {isLoading
          ? say('looking')
          : problem === null && last
            ? say(last.hasMore ? 'foundFirst' : 'found', { count })
            : ''}
      </p>
      {!isLoading && first?.from === 'device' && <p>{say('onDevice')}</p>}
      {!isLoading && instead.length > 0 && <p>{say('corrected', { words: list.format(instead) })}</p>}
      {!isLoading && dropped.length > 0 && <p>{say('dropped', { words: list.format(dropped) })}</p>}
    </div>
  );
}

function HitSkeletons() {
  return (
    <div aria-hidden="true">
      {Array.from({ length: 5 }, (_, n) => (
        <div key={n} className="flex gap-2.5 px-2 py-2">
          <Skeleton className="size-6" isRound />
          <div className="flex-1">
            <Skeleton className="h-4 w-1/3" />
            <Skeleton className="mt-1.5 h-3 w-full" />
            <Skeleton className="mt-1.5 h-3 w-2/3" />
          </div>
        </div>
      ))}
    </div>
  );
}
