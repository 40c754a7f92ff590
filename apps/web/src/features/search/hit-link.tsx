'use client';

import type { SearchHit, SnippetPart } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { shortTime } from '../../i18n/times.ts';
import { conversationPlace, threadPlace } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useInbox, useProfile } from '../../nova/hooks.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { signedNameOf } from '../conversations/name-of.ts';
import { useIsPanelOver } from '../frame/use-is-narrow.ts';
import { plainSnippet } from './plain-snippet.ts';
import { useSay } from './use-say.ts';
import { Moment } from '../../ui/moment.tsx';

export interface HitLinkProps {
  readonly hit: SearchHit;
  /** Whether to say which conversation it is in. */
  readonly isPlaced: boolean;
  readonly onFollow: () => void;
}

/** A message that was found, with what matches marked; it leads there, in context. */
export function HitLink({ hit, isPlaced, onFollow }: HitLinkProps) {
  const { t, locale } = useSpeech();
  const say = useSay();
  const { conversations } = useInbox();
  const author = useProfile(hit.senderId);
  const isOver = useIsPanelOver();
  const summary = conversations.find(({ id }) => id === hit.conversationId);
  const name = author?.name ?? t('people.unknown');
  return (
    <PlaceLink
      // Beside the conversation the hits stay; over it they would hide what one came for, and are one step back.
      to={
        hit.threadRootId === null
          ? conversationPlace(hit.conversationId, hit.seq, isOver ? null : 'search')
          : threadPlace(hit.conversationId, hit.threadRootId, hit.seq)
      }
      onClick={onFollow}
      className="flex gap-2.5 rounded-md px-2 py-2 hover:bg-hover"
    >
      <span className="mt-0.5 shrink-0">
        <Avatar id={hit.senderId} name={name} image={author?.image ?? null} size="sm" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2 text-sm">
          <span className="truncate font-medium" dir="auto">
            {name}
          </span>
          <Moment at={hit.sentAt} className="ms-auto shrink-0 text-xs text-quiet">
            {shortTime(locale, hit.sentAt, Date.now())}
          </Moment>
        </span>
        {(isPlaced || hit.threadRootId !== null) && (
          <span className="flex gap-1 text-xs text-quiet">
            {isPlaced && summary && (
              <span className="min-w-0 truncate" dir="auto">
                {signedNameOf(t, summary)}
              </span>
            )}
            {isPlaced && summary && hit.threadRootId !== null && <span aria-hidden="true">·</span>}
            {hit.threadRootId !== null && <span className="shrink-0">{say('inThread')}</span>}
          </span>
        )}
        <span className="line-clamp-3 text-sm break-words bidi" dir="auto">
          {hit.fileName !== undefined && (
            <span className="text-quiet">
              <FileName name={hit.fileName} found={hit.fileNameFound} />{' '}
            </span>
          )}
          <Marked parts={hit.snippet} />
        </span>
        {hit.forwarded && (
          <span className="line-clamp-3 border-s-2 border-s-edge ps-2 text-sm break-words bidi" dir="auto">
            <span className="text-quiet">{say('forwarded')}: </span>
            <Marked parts={hit.forwarded} />
          </span>
        )}
      </span>
    </PlaceLink>
  );
}

/** A name is no markup: what looks like some in it stays. */
function FileName({ name, found }: { readonly name: string; readonly found: SearchHit['fileNameFound'] }) {
  return found ? <Parts parts={found} /> : name;
}

function Marked({ parts }: { readonly parts: readonly SnippetPart[] }) {
  return <Parts parts={plainSnippet(parts)} />;
}

function Parts({ parts }: { readonly parts: readonly SnippetPart[] }) {
  return parts.map(({ text, isHit }, n) =>
    isHit ? (
      <mark key={n} className="rounded-sm bg-mark text-text">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
