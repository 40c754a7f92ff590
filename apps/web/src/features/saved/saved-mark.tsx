'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { Bookmark } from '../../ui/icons.tsx';

/** Says of a message that one has saved it; on a phone the sign alone does. */
export function SavedMark() {
  const { t } = useSpeech();
  return (
    <span className="inline-flex shrink-0 items-baseline gap-1 text-xs text-quiet">
      <Bookmark aria-hidden="true" className="size-3 self-center" />
      <span className="max-md:sr-only">{t('saved.mark')}</span>
    </span>
  );
}
