'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { Bookmark } from '../../ui/icons.tsx';

/** Says of a message that one has saved it. */
export function SavedMark() {
  const { t } = useSpeech();
  return (
    <span className="inline-flex shrink-0 items-baseline gap-1 text-xs text-quiet">
      <Bookmark aria-hidden="true" className="size-3 self-center" />
      {t('saved.mark')}
    </span>
  );
}
