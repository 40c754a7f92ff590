'use client';

import type { ConversationSummary } from '@nova/contract';
import { memo, useEffect, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { Place } from '../../navigation/place.ts';
import { ConversationProvider, useConversation, useConversationPart } from '../../nova/conversation-provider.tsx';
import { useSummary } from '../../nova/hooks.ts';
import { causeText } from '../../problem.ts';
import { Button } from '../../ui/button.tsx';
import { lazily } from '../../ui/lazily.tsx';
import { Composer } from '../composer/composer.tsx';
import { TalkProvider } from '../talk/talk-provider.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import { ConversationHeader } from './conversation-header.tsx';
import { SidePanel } from './side-panel.tsx';

const EndedNotice = lazily(async () => (await import('./ended-notice.tsx')).EndedNotice);

type ConversationPlace = Extract<Place, { name: 'conversation' }>;

/** The conversation one is in, and beside it whatever one looks at of it. Give it the id as `key`. */
export function ConversationPane({ place }: { place: ConversationPlace }) {
  return (
    <ConversationProvider id={place.id} fallback={<main className="flex-1" />}>
      <Inside place={place} />
    </ConversationProvider>
  );
}

function Inside({ place }: { place: ConversationPlace }) {
  const summary = useSummary(place.id);
  const isEnded = useConversationPart(({ status }) => status === 'ended');
  // What it was, for the moment after it is gone.
  const [was, setWas] = useState<ConversationSummary | null>(summary);
  useEffect(() => {
    if (summary) setWas(summary);
  }, [summary]);
  return (
    <>
      <main className="flex min-w-0 flex-1 flex-col bg-canvas">
        <ConversationHeader place={place} summary={summary} isEnded={isEnded} />
        {isEnded ? <EndedNotice was={was} /> : <Talk seq={place.seq} />}
      </main>
      {(place.panel || place.thread) && !isEnded && <SidePanel place={place} />}
    </>
  );
}

/** Each new message changes the summary above, and by itself nothing in here. */
const Talk = memo(function Talk({ seq }: { seq: number | null }) {
  return (
    <TalkProvider>
      <TalkPane seq={seq} />
    </TalkProvider>
  );
});

function TalkPane({ seq }: { seq: number | null }) {
  const { t } = useSpeech();
  const conversation = useConversation();
  const failure = useConversationPart((view) => (view.status === 'failed' ? view.failure : null));
  return (
    <>
      {failure && failure !== 'UNAUTHENTICATED' && (
        <div role="alert" className="flex items-center gap-3 bg-danger-soft px-4 py-1.5 text-sm text-danger">
          <span className="flex-1">{causeText(t, failure)}</span>
          <Button onClick={() => conversation.resume()}>{t('dialog.tryAgain')}</Button>
        </div>
      )}
      <Timeline seq={seq} />
      <Composer />
    </>
  );
}
