'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';

/** Somebody's name, or the place of it while this device does not know it yet. */
export function AuthorName({ name }: { name: string | undefined }) {
  const { t } = useSpeech();
  if (name !== undefined) return name;
  return (
    <>
      <span aria-hidden="true" className="inline-block h-3 w-20 animate-pulse rounded-sm bg-hover" />
      <span className="sr-only">{t('people.unknown')}</span>
    </>
  );
}
