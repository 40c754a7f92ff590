'use client';

import type { UserStatus } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { statusTexts } from '../../i18n/status-texts.ts';
import { momentText } from '../../i18n/times.ts';

/** A status: its emoji, which says the rest when one points at it or has it read aloud; its words beside it where there is room. */
export function StatusMark({ status, hasText }: { readonly status: UserStatus; readonly hasText: boolean }) {
  const speech = useSpeech();
  const say = statusTexts.in(speech);
  const { emoji, text, until } = status;
  const words = text || emoji || say('status.some');
  const time = until === null ? null : momentText(speech.locale, until, Date.now());
  const label = time === null ? words : say('status.until', { text: words, time });
  if (hasText && text !== '')
    return (
      <span className="truncate" title={label}>
        {emoji !== null && <span aria-hidden="true">{emoji} </span>}
        <span dir="auto">{text}</span>
      </span>
    );
  return (
    <span role="img" aria-label={label} title={label} className="shrink-0">
      {emoji ?? '💬'}
    </span>
  );
}
