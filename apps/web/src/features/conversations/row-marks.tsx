'use client';

import { CircleAlert } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { classes } from '../../ui/classes.ts';
import { countText, isCapped } from './unread.ts';

export interface RowMarksProps {
  readonly unread: number;
  readonly mentions: number;
  /** How many of the person's messages could not be sent there. */
  readonly failed: number;
  /** Whether what is unread counts for the person. */
  readonly isLoud: boolean;
}

/** What waits in a conversation: what failed, who called one, what is unread. */
export function RowMarks({ unread, mentions, failed, isLoud }: RowMarksProps) {
  const { t, locale } = useSpeech();
  const failedText = t('conversation.failed', { count: failed });
  return (
    <>
      {failed > 0 && <CircleAlert role="img" aria-label={failedText} className="size-4 shrink-0 text-danger" />}
      {mentions > 0 && (
        <Count count={mentions} sign="@" label={t('conversation.mentions', { count: mentions })} isLoud />
      )}
      {unread > mentions && (
        <Count
          count={unread}
          label={
            isCapped(unread)
              ? t('conversation.unreadMany', { count: countText(locale, unread) })
              : t('conversation.unread', { count: unread })
          }
          isLoud={isLoud}
        />
      )}
    </>
  );
}

function Count({ count, sign = '', label, isLoud }: { count: number; sign?: string; label: string; isLoud: boolean }) {
  const { locale } = useSpeech();
  return (
    <span
      role="img"
      aria-label={label}
      className={classes(
        'min-w-5 shrink-0 rounded-full px-1.5 text-center text-xs/5 font-semibold tabular-nums',
        isLoud ? 'bg-accent text-on-accent' : 'bg-selected text-quiet',
      )}
    >
      {sign}
      {countText(locale, count)}
    </span>
  );
}
