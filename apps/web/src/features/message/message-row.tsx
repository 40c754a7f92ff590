'use client';

import { memo } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { dayHeading } from '../../i18n/times.ts';
import { useToday } from '../../i18n/use-today.ts';
import { Beginning } from '../timeline/beginning.tsx';
import { NoticeLine } from '../timeline/notice-line.tsx';
import type { Row } from '../timeline/rows.ts';
import { MessageLine } from './message-line.tsx';
import { lazily } from '../../ui/lazily.tsx';
import { Boundary } from '../../ui/boundary.tsx';
import { useReport } from '../../nova/nova-provider.tsx';

const BrokenRow = lazily(async () => (await import('./broken-row.tsx')).BrokenRow);

export interface MessageRowProps {
  readonly row: Row;
  readonly self: string;
  /** A deep link asks for it. */
  readonly isAsked: boolean;
  /** The one that the Tab key leads to. */
  readonly isInTabOrder: boolean;
}

/**
 * A line with what stands above it: the beginning, the day, the line above what is new. All of it is one item of the
 * list, so that loading older messages only adds items. Renders only when one of these changes. One that breaks takes
 * nothing else down.
 */
export const MessageRow = memo(function MessageRow({ row, ...line }: MessageRowProps) {
  const { t } = useSpeech();
  const report = useReport();
  return (
    <div role="listitem">
      <Boundary onError={(error) => report({ type: 'uncaught', error })} fallback={<BrokenRow row={row} />} of={row}>
        {row.isFirst && <Beginning />}
        {row.isNewDay && <DayHeading at={row.type === 'message' ? row.message.sentAt : (row.notices[0]?.at ?? '')} />}
        {row.type === 'message' && row.isFirstUnread && (
          <p className="flex items-center gap-3 px-4 pt-2 text-xs font-semibold text-danger before:h-px before:flex-1 before:bg-danger">
            {t('timeline.new')}
          </p>
        )}
        {row.type === 'message' ? (
          <MessageLine message={row.message} isHead={row.isHead} {...line} />
        ) : (
          <NoticeLine notices={row.notices} />
        )}
      </Boundary>
    </div>
  );
});

/** The day of what stands below it. */
export function DayHeading({ at }: { at: string }) {
  const { locale } = useSpeech();
  // What was ‘Today’ is ‘Yesterday’ after midnight, also for who stays where they are.
  const today = useToday();
  return (
    <h2 className="flex items-center gap-3 px-4 pt-5 pb-1 text-xs font-semibold text-quiet before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      <time dateTime={at}>{dayHeading(locale, at, Date.parse(today))}</time>
    </h2>
  );
}
