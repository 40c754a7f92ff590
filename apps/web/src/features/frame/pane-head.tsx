'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { ArrowLeft } from '../../ui/icons.tsx';

/** The head of a pane that is no conversation: its title, and on a phone the way back. */
export function PaneHead({ title }: { title: string }) {
  const { t } = useSpeech();
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b ps-2 pe-2 md:ps-4">
      <PlaceLink
        to={{ name: 'home' }}
        aria-label={t('conversation.back')}
        className="inline-grid size-11 shrink-0 place-items-center rounded-md text-quiet hover:bg-hover md:hidden"
      >
        <ArrowLeft aria-hidden="true" className="size-5 rtl:-scale-x-100" />
      </PlaceLink>
      <h1 className="font-semibold">{title}</h1>
    </header>
  );
}
