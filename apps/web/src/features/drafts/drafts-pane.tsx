'use client';

import { draftTexts } from '../../i18n/draft-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { PencilLine } from '../../ui/icons.tsx';
import { DraftCard } from './draft-card.tsx';
import { ScheduledList } from './scheduled-list.tsx';
import { useBegun } from './use-begun.ts';
import { useLater } from './use-later.ts';
import { PaneHead } from '../frame/pane-head.tsx';

/** What one has begun to write and not sent, from all one's devices; and the files that wait on this one. */
export function DraftsPane() {
  const speech = useSpeech();
  const say = draftTexts.in(speech);
  const begun = useBegun();
  const { messages, waiting } = useLater();
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      <PaneHead title={speech.t('drafts.title')} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-2xl p-3 md:p-4">
          {begun.length + messages.length + waiting.length === 0 && <Nothing />}
          <ScheduledList />
          {begun.length > 0 && (
            <section aria-labelledby="drafts-begun">
              <h2 id="drafts-begun" className="px-1 pb-2 text-sm font-semibold text-quiet">
                {say('drafts')}
              </h2>
              <ul className="flex flex-col gap-2">
                {begun.map((one) => (
                  <li key={one.key}>
                    <DraftCard begun={one} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </main>
  );
}

function Nothing() {
  const say = draftTexts.in(useSpeech());
  return (
    <div className="py-16 text-center">
      <PencilLine aria-hidden="true" className="mx-auto size-10 text-quiet" strokeWidth={1.5} />
      <h2 className="mt-3 font-semibold">{say('none')}</h2>
      <p className="mx-auto mt-1 max-w-sm text-quiet">{say('noneWhy')}</p>
    </div>
  );
}
