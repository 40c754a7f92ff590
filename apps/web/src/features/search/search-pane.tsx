'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { ArrowLeft } from '../../ui/icons.tsx';
import { SearchPanel } from './search-panel.tsx';
import { useSay } from './use-say.ts';

/** Searching everywhere, where no conversation is open. */
export function SearchPane() {
  const { t } = useSpeech();
  const say = useSay();
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      <header className="flex h-14 shrink-0 items-center gap-2 border-b ps-2 pe-2 md:ps-4">
        <PlaceLink
          to={{ name: 'home' }}
          aria-label={t('conversation.back')}
          className="inline-grid size-11 shrink-0 place-items-center rounded-md text-quiet hover:bg-hover md:hidden"
        >
          <ArrowLeft aria-hidden="true" className="size-5 rtl:-scale-x-100" />
        </PlaceLink>
        <h1 className="font-semibold">{t('search.title')}</h1>
      </header>
      <div className="mx-auto flex min-h-0 w-full max-w-2xl flex-1 flex-col">
        <h2 className="sr-only">{say('words')}</h2>
        <SearchPanel conversationId={null} />
      </div>
    </main>
  );
}
