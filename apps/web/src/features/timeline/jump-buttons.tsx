'use client';

import { ArrowDown, ArrowUp, X } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { countText, isCapped } from '../conversations/unread.ts';

const pill =
  'inline-flex min-h-8 items-center gap-1.5 px-3 text-sm font-medium hover:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4';
const shell = 'pointer-events-auto flex overflow-hidden rounded-full border bg-raised text-text shadow-raised';

export interface ToUnreadProps {
  readonly count: number;
  readonly onGo: () => void;
  readonly onDismiss: () => void;
}

/** The way up to the first message that was unread. */
export function ToUnread({ count, onGo, onDismiss }: ToUnreadProps) {
  const { t, locale } = useSpeech();
  return (
    <div className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
      <div className={shell}>
        <button type="button" className={pill} onClick={onGo}>
          <ArrowUp aria-hidden="true" />
          {isCapped(count)
            ? t('timeline.toUnreadMany', { count: countText(locale, count) })
            : t('timeline.toUnread', { count })}
        </button>
        <button
          type="button"
          aria-label={t('timeline.dismissUnread')}
          className={`${pill} border-s px-2`}
          onClick={onDismiss}
        >
          <X aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}

/** The way down to the newest message. */
export function ToEnd({ count, onGo }: { count: number; onGo: () => void }) {
  const { t, locale } = useSpeech();
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-3 z-10 flex justify-center">
      <div className={shell}>
        <button type="button" className={pill} onClick={onGo}>
          <ArrowDown aria-hidden="true" />
          {isCapped(count)
            ? t('timeline.newSinceMany', { count: countText(locale, count) })
            : count > 0
              ? t('timeline.newSince', { count })
              : t('timeline.toEnd')}
        </button>
      </div>
    </div>
  );
}
