'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { ArrowLeft } from '../../ui/icons.tsx';

/** On a phone the way back to the conversations; elsewhere they are there all the while. */
export function BackLink() {
  const { t } = useSpeech();
  return (
    <PlaceLink
      to={{ name: 'home' }}
      aria-label={t('conversation.back')}
      className="inline-grid size-[44px] shrink-0 place-items-center rounded-md text-quiet hover:bg-hover md:hidden"
    >
      <ArrowLeft aria-hidden="true" className="size-5 rtl:-scale-x-100" />
    </PlaceLink>
  );
}
