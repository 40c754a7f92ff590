'use client';

import type { TimelineMessage } from '@nova/client';
import type { LinkedMessage } from '@nova/contract';
import { useMemo } from 'react';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { momentText } from '../../i18n/times.ts';
import { conversationPlace, type Place, threadPlace } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useProfile, useSummary } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Forward } from '../../ui/icons.tsx';
import { signedNameOf } from '../conversations/name-of.ts';
import { Attachments } from '../files/attachments.tsx';
import { MessageBody } from '../message/message-body.tsx';
import { plainText } from '../message/plain-text.ts';
import type { TextLink } from './message-links.ts';
import { messageLinks } from './message-links.ts';
import { Moment } from '../../ui/moment.tsx';

/** What the links to messages in a message lead to, as far as the reader may read it; for others they are links and no more. */
export function LinkedQuotes({ message }: { message: TimelineMessage }) {
  const { body } = message;
  const links = useMemo(() => messageLinks(body ?? '', location.origin), [body]);
  return links.map((link) => <Quote key={link.path} link={link} message={message} />);
}

function Quote({ link, message }: { link: TextLink; message: TimelineMessage }) {
  const { links } = useNova();
  const { conversationId, seq } = link;
  const inMessageId = message.id ?? undefined;
  const shown = useWatch(links, () => links.get({ conversationId, seq, inMessageId }));
  if (shown === null || shown === 'missing') return null;
  return shown.forwarded ? (
    <Forwarded shown={shown} link={link} message={message} />
  ) : (
    <Linked shown={shown} link={link} />
  );
}

const card = 'mt-1.5 block max-w-2xl rounded-md border border-s-4 border-s-edge px-3 py-2';

/** A message that another one links to: how it begins. Leads there. */
function Linked({ shown, link }: { shown: LinkedMessage; link: TextLink }) {
  const { body, attachments } = shown;
  return (
    <PlaceLink to={placeOfLink(link)} className={`${card} transition hover:bg-hover`}>
      <Head shown={shown} />
      <span className="line-clamp-4 text-sm break-words bidi" dir="auto">
        {plainText(body) || attachments?.[0]?.name}
      </span>
    </PlaceLink>
  );
}

/** A message that was forwarded, whole, as it was then. */
function Forwarded({ shown, link, message }: { shown: LinkedMessage; link: TextLink; message: TimelineMessage }) {
  const { body, attachments } = shown;
  return (
    <div className={card}>
      <Head shown={shown} leadsTo={placeOfLink(link)} />
      {body !== '' && <MessageBody text={body} />}
      {attachments && <Attachments message={message} attachments={attachments} />}
    </div>
  );
}

function placeOfLink({ conversationId, seq, threadRootId }: TextLink): Place {
  return threadRootId === null
    ? conversationPlace(conversationId, seq)
    : threadPlace(conversationId, threadRootId, seq);
}

/** Who said it and when; of what was forwarded also whence, as a way there for those who may go. */
function Head({ shown, leadsTo }: { shown: LinkedMessage; leadsTo?: Place }) {
  const { senderId, sentAt, forwarded, member, conversationId } = shown;
  const speech = useSpeech();
  const { t, locale } = speech;
  const say = draftTexts.in(speech);
  const author = useProfile(senderId);
  const summary = useSummary(member ? conversationId : '');
  const name = author?.name ?? t('people.unknown');
  return (
    <span className="mb-1 flex flex-wrap items-center gap-x-2 text-sm">
      <Avatar id={senderId} name={name} image={author?.image ?? null} size="sm" />
      <span className="truncate font-semibold" dir="auto">
        {name}
      </span>
      <Moment at={sentAt} className="shrink-0 text-xs text-quiet">
        {momentText(locale, sentAt, Date.now())}
      </Moment>
      {forwarded && (
        <span className="inline-flex min-w-0 items-center gap-1 text-xs text-quiet">
          <Forward aria-hidden="true" className="size-3.5 shrink-0 rtl:-scale-x-100" />
          {say('forwarded')}
        </span>
      )}
      {summary &&
        (leadsTo ? (
          <PlaceLink to={leadsTo} className="min-w-0 truncate text-xs text-link underline" dir="auto">
            {signedNameOf(t, summary)}
          </PlaceLink>
        ) : (
          <span className="min-w-0 truncate text-xs text-quiet" dir="auto">
            {signedNameOf(t, summary)}
          </span>
        ))}
    </span>
  );
}
