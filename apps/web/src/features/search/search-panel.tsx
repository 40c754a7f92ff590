'use client';

import { useDeferredValue, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { fullTime, shortTime } from '../../i18n/times.ts';
import { conversationPlace, threadPlace } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useInbox, useProfile } from '../../nova/hooks.ts';
import { Choice } from '../../ui/choice.tsx';
import { inputLook } from '../../ui/field.tsx';
import { Search } from '../../ui/icons.tsx';
import { useIsPanelOver } from '../frame/use-is-narrow.ts';
import { nameOf } from '../conversations/name-of.ts';
import { type Found, useFound } from './use-found.ts';

/** Looks for messages: in this conversation or in all of them, on the server, or on this device while it is alone. */
export function SearchPanel({ conversationId }: { conversationId: string }) {
  const { t, locale } = useSpeech();
  const [text, setText] = useState('');
  const [where, setWhere] = useState<'here' | 'everywhere'>('here');
  const [sort, setSort] = useState<'relevance' | 'time'>('relevance');
  const words = useDeferredValue(text.trim());
  const isEverywhere = where === 'everywhere';
  const {
    value: found,
    isLoading,
    problem,
  } = useFound({
    text: words,
    conversationId: isEverywhere ? null : conversationId,
    sort,
  });
  const list = new Intl.ListFormat(locale);
  const instead = found?.corrected.flatMap((one) => one.instead) ?? [];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-col gap-2 border-b p-3">
        <div className="relative">
          <Search aria-hidden="true" className="absolute start-3 top-1/2 size-4 -translate-y-1/2 text-quiet" />
          <input
            type="search"
            aria-label={t('search.words')}
            placeholder={t('search.words')}
            autoFocus
            value={text}
            maxLength={300}
            onChange={(event) => setText(event.target.value)}
            className={`${inputLook} ps-9`}
            dir="auto"
          />
        </div>
        <Choice
          label={t('search.where')}
          value={where}
          onChange={setWhere}
          options={[
            { value: 'here', label: t('search.inHere') },
            { value: 'everywhere', label: t('search.inAll') },
          ]}
        />
        <Choice
          label={t('search.sort')}
          value={sort}
          onChange={setSort}
          options={[
            { value: 'relevance', label: t('search.byRelevance') },
            { value: 'time', label: t('search.byTime') },
          ]}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-2">
        <div className="px-2 py-1 text-sm text-quiet" role="status">
          {words === '' ? (
            <p>{t('search.hint')}</p>
          ) : (
            <>
              <p>
                {problem ??
                  (isLoading
                    ? ''
                    : t(found?.hasMore ? 'search.foundFirst' : 'search.found', { count: found?.hits.length ?? 0 }))}
              </p>
              {found?.from === 'device' && <p>{t('search.onDevice')}</p>}
              {instead.length > 0 && <p>{t('search.corrected', { words: list.format(instead) })}</p>}
              {found && found.dropped.length > 0 && <p>{t('search.dropped', { words: list.format(found.dropped) })}</p>}
            </>
          )}
        </div>
        {words !== '' && (
          <ul className="flex flex-col gap-1">
            {found?.hits.map((hit) => (
              <li key={hit.messageId}>
                <HitLink hit={hit} isElsewhere={isEverywhere} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function HitLink({ hit, isElsewhere }: { hit: Found['hits'][number]; isElsewhere: boolean }) {
  const { t, locale } = useSpeech();
  const { conversations } = useInbox();
  const author = useProfile(hit.senderId);
  const isOver = useIsPanelOver();
  const summary = conversations.find(({ id }) => id === hit.conversationId);
  return (
    <PlaceLink
      // Beside the conversation the hits stay; over it they would hide what one came for.
      to={
        hit.threadRootId === null
          ? conversationPlace(hit.conversationId, hit.seq, isOver || isElsewhere ? null : 'search')
          : threadPlace(hit.conversationId, hit.threadRootId, hit.seq)
      }
      className="block rounded-md px-2 py-1.5 hover:bg-hover"
    >
      <span className="flex items-baseline gap-2 text-sm">
        <span className="truncate font-medium" dir="auto">
          {author?.name ?? t('people.unknown')}
        </span>
        {isElsewhere && summary && (
          <span className="min-w-0 truncate text-quiet" dir="auto">
            {nameOf(t, summary)}
          </span>
        )}
        <time
          dateTime={hit.sentAt}
          title={fullTime(locale, hit.sentAt)}
          className="ms-auto shrink-0 text-xs text-quiet"
        >
          {shortTime(locale, hit.sentAt, Date.now())}
        </time>
      </span>
      <span className="line-clamp-3 text-sm break-words bidi" dir="auto">
        {hit.fileName !== undefined && <span className="text-quiet">{hit.fileName} </span>}
        {hit.snippet.map(({ text, isHit }, n) =>
          isHit ? (
            <mark key={n} className="rounded-sm bg-mark text-text">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </span>
    </PlaceLink>
  );
}
