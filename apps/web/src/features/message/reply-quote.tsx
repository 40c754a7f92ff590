'use client';

import { CornerUpLeft } from '../../ui/icons.tsx';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { conversationPlace } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useTalkable } from '../../nova/conversation-provider.tsx';
import { useProfile } from '../../nova/hooks.ts';
import { useWatch } from '../../nova/use-watch.ts';
import { classes } from '../../ui/classes.ts';
import { AuthorName } from '../people/author-name.tsx';
import { useTalk } from '../talk/talk-provider.tsx';
import { lineText } from './plain-text.ts';

/** What a message answers: who said it and how it begins; leads there. One line, whatever is known of it; `children` end it. */
export function ReplyQuote({ messageId, children }: { messageId: string; children?: ReactNode }) {
  const { t } = useSpeech();
  const talk = useTalk();
  const quote = useQuote(messageId);
  const author = useProfile(quote && quote !== 'missing' ? quote.senderId : '');
  const look = 'col-span-2 mb-0.5 flex h-5 min-w-0 items-center gap-1.5 ps-7 text-sm text-quiet';
  const sign = <CornerUpLeft aria-hidden="true" className="size-3.5 shrink-0 rtl:-scale-x-100" />;
  if (quote === null || quote === 'missing') {
    return (
      <p className={look}>
        {sign}
        {quote === 'missing' && t('message.quoteMissing')}
        {children}
      </p>
    );
  }
  const { seq, body, conversationId, fileName } = quote;
  return (
    <div className={look}>
      {sign}
      <PlaceLink
        to={conversationPlace(conversationId, seq)}
        onClick={() => talk.jump(seq)}
        className="flex min-w-0 gap-1.5 rounded-sm hover:text-text"
      >
        <span className="sr-only">{t('message.inReplyTo')}</span>
        <span className="max-w-40 shrink-0 truncate font-medium" dir="auto">
          <AuthorName name={author?.name} />
        </span>
        <span className={classes('truncate', body === null && 'italic')} dir="auto">
          {body === null
            ? t('timeline.deleted')
            : lineText(body, (name) => t('message.forwardOf', { name })) || fileName}
        </span>
      </PlaceLink>
      {children}
    </div>
  );
}

function useQuote(messageId: string) {
  const conversation = useTalkable();
  const source = useMemo(
    () => ({ subscribe: (listener: () => void) => conversation.subscribeQuotes(listener) }),
    [conversation],
  );
  return useWatch(source, () => conversation.quote(messageId));
}
