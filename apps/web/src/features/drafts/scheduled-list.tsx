'use client';

import { draftTexts } from '../../i18n/draft-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { ScheduledCard } from './scheduled-card.tsx';
import { useLater } from './use-later.ts';
import { WaitingCard } from './waiting-card.tsx';

/** What is to be sent later; nothing when there is none. */
export function ScheduledList() {
  const say = draftTexts.in(useSpeech());
  const { messages, waiting } = useLater();
  if (messages.length + waiting.length === 0) return null;
  return (
    <section aria-labelledby="drafts-later" className="pb-5">
      <h2 id="drafts-later" className="px-1 pb-2 text-sm font-semibold text-quiet">
        {say('later')}
      </h2>
      <ul className="flex flex-col gap-2">
        {waiting.map((entry) => (
          <li key={entry.id}>
            <WaitingCard entry={entry} />
          </li>
        ))}
        {messages.map((message) => (
          <li key={message.clientId}>
            <ScheduledCard message={message} />
          </li>
        ))}
      </ul>
    </section>
  );
}
