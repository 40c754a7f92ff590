'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { SearchPanel } from './search-panel.tsx';
import { useSay } from './use-say.ts';
import { PaneHead } from '../frame/pane-head.tsx';

/** Searching everywhere, where no conversation is open. */
export function SearchPane() {
  const { t } = useSpeech();
  const say = useSay();
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      <PaneHead title={t('search.title')} />
      <div className="mx-auto flex min-h-0 w-full max-w-2xl flex-1 flex-col">
        <h2 className="sr-only">{say('words')}</h2>
        <SearchPanel conversationId={null} />
      </div>
    </main>
  );
}
