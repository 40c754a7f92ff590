'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer } from 'virtua';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { dayHeading } from '../../i18n/times.ts';
import { useToday } from '../../i18n/use-today.ts';
import { useConversation } from '../../nova/conversation-provider.tsx';
import { useSummary } from '../../nova/hooks.ts';
import { classes } from '../../ui/classes.ts';
import { findFocus } from '../keys/focus-home.ts';
import { MessageRow } from '../message/message-row.tsx';
import { useTalk } from '../talk/talk-provider.tsx';
import { ToEnd, ToUnread } from './jump-buttons.tsx';
import type { Row } from './rows.ts';
import { useFirstRows } from './use-first-rows.ts';
import { usePages } from './use-pages.ts';
import { StopAtEnd } from './stop-at-end.tsx';
import { useOneStop } from './use-one-stop.ts';
import { useReading } from './use-reading.ts';
import { useRoving } from './use-roving.ts';
import { useScroll } from './use-scroll.ts';
import type { UnreadRange } from './use-unread-range.ts';

export interface MessageListProps {
  readonly rows: readonly Row[];
  readonly self: string;
  /** The message that a deep link asks for. */
  readonly askedSeq: number | null;
  readonly unread: UnreadRange | null;
  readonly unreadKey: string | null;
}

/** With more rows than this, those far away are let go of. */
const rowsMax = 2_000;
/** Drawn beyond the screen on either side, in pixels. */
const bufferPx = 600;

/** The messages in a virtual list. */
export function MessageList({ rows: all, self, askedSeq, unread, unreadKey }: MessageListProps) {
  const { t, locale } = useSpeech();
  const today = useToday();
  const talk = useTalk();
  const conversation = useConversation();
  const box = useRef<HTMLDivElement>(null);
  const { rows: wanted, count, isPart, isHidden, measured } = useFirstRows(all, askedSeq);
  const scroll = useScroll({ rows: wanted, openAt: askedSeq, box, isHidden });
  const { list, stage, rows, isAtEnd, showEnd, jump, moved } = scroll;
  const look = useReading({ list, rows, mayRead: unread !== null });
  const roving = useRoving(scroll, box);
  const oneStop = useOneStop(box, roving.enter);
  const { near, isLoading } = usePages();
  const [topDay, setTopDay] = useState<string | null>(null);
  /** The rows that are drawn while one rests at the end. */
  const [kept, setKept] = useState<{ readonly fromKey: string; readonly count: number } | null>(null);
  /** Where the first unread message is as seen from the screen; `seen` once it was on it. */
  const [unreadIs, setUnreadIs] = useState<'above' | 'elsewhere' | 'seen'>('elsewhere');

  useEffect(() => talk.provide({ jump, showEnd, focusMessage: roving.focus }), [talk, jump, showEnd, roving]);

  // While what one missed is still coming in, nobody has seen what flies by.
  const isWhole = unread !== null && Number.isFinite(unread.untilSeq);
  const settle = useCallback(
    (how: 'scrolled' | 'resized'): void => {
      const view = list.current;
      if (!moved(how) || !view || isPart) return;
      const { scrollOffset, scrollSize, viewportSize } = view;
      // The list hears of where it was scrolled to by the next event only.
      if (Math.abs((box.current?.scrollTop ?? 0) - scrollOffset) > 1) return;
      near({ before: scrollOffset, after: scrollSize - scrollOffset - viewportSize, viewport: viewportSize });
      const topAt = view.findItemIndex(scrollOffset);
      const row = rows.current[topAt];
      // Its own heading is on the screen.
      if (rows.current.length > rowsMax) conversation.keepAround(seqNear(rows.current, topAt));
      setTopDay(row && !row.isNewDay ? dayHeading(locale, atOf(row), Date.parse(today)) : null);
      const unreadAt = unreadKey === null ? -1 : rows.current.findIndex(({ key }) => key === unreadKey);
      const bottomAt = view.findItemIndex(scrollOffset + viewportSize - 1);
      const isOnScreen = isWhole && unreadAt >= topAt && unreadAt <= bottomAt;
      setUnreadIs((before) => (before === 'seen' || isOnScreen ? 'seen' : unreadAt < topAt ? 'above' : 'elsewhere'));
      look();
    },
    [moved, list, rows, conversation, near, look, locale, today, unreadKey, isWhole, isPart],
  );
  // What is on the screen may be another thing without any scrolling.
  useEffect(() => settle('resized'), [stage.rows, settle]);

  const activeAt = stage.rows.findIndex(({ key }) => key === roving.tabKey);
  const keptAt = kept === null || !isAtEnd ? -1 : stage.rows.findIndex(({ key }) => key === kept.fromKey);
  const keptCount = keptAt < 0 ? 0 : Math.min(kept?.count ?? 0, stage.rows.length - keptAt);
  const keepMounted = useMemo(() => {
    const drawn = Array.from({ length: keptCount }, (_, n) => keptAt + n);
    return activeAt < 0 ? drawn : [...drawn, activeAt];
  }, [activeAt, keptAt, keptCount]);
  /** Rests at the end: whatever comes moves the list, which would let go of what is above the screen and draw it again. */
  const rest = (): void => {
    const view = list.current;
    if (!view || !isAtEnd) return setKept(null);
    const from = view.findItemIndex(view.scrollOffset - bufferPx);
    const first = rows.current[from];
    setKept(first ? { fromKey: first.key, count: rows.current.length - from } : null);
  };
  const isUnreadAbove = unread !== null && unread.count > 0 && unreadIs === 'above';

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={box}
        role="list"
        aria-label={t('timeline.label')}
        aria-busy={isLoading || scroll.isJumping}
        tabIndex={0}
        onFocus={oneStop.onFocus}
        onKeyDown={(event) => {
          oneStop.onTab(event);
          roving.onKeyDown(event);
        }}
        className={classes(
          'flex min-h-0 flex-1 flex-col overflow-x-hidden overflow-y-auto overscroll-contain [contain:strict] [overflow-anchor:none] focus-visible:-outline-offset-2',
          isHidden && 'invisible',
        )}
      >
        <div className="grow" />
        <Virtualizer
          key={`${stage.place}/${count}`}
          ref={list}
          data={stage.rows}
          shift={stage.isShift}
          bufferSize={bufferPx}
          ssrCount={count}
          keepMounted={keepMounted}
          onScroll={() => settle('scrolled')}
          onScrollEnd={rest}
          onResize={() => {
            measured(box.current);
            settle('resized');
          }}
        >
          {(row: Row) => (
            <MessageRow
              key={row.key}
              row={row}
              self={self}
              isAsked={scroll.askedSeq !== null && row.type === 'message' && row.message.seq === scroll.askedSeq}
              isInTabOrder={row.key === roving.tabKey}
            />
          )}
        </Virtualizer>
        <div className="h-3 shrink-0" />
      </div>
      <StopAtEnd stop={oneStop} />
      {/* Not before it is known whether something stands above it. */}
      {topDay !== null && unread !== null && !(isAtEnd && isOf(today, rows.current.at(-1))) && (
        <DayPill day={topDay} isLower={isUnreadAbove} />
      )}
      {isUnreadAbove && (
        <ToUnread
          count={unread.count}
          onGo={() => {
            setUnreadIs('seen');
            findFocus();
            jump(seqOf(stage.rows.find(({ key }) => key === unreadKey)) ?? unread.readSeq + 1);
          }}
          onDismiss={() => {
            setUnreadIs('seen');
            findFocus();
          }}
        />
      )}
      {!isAtEnd && <WayToEnd onGo={showEnd} />}
    </div>
  );
}

/** The position of a row, or of the nearest message before it. */
function seqNear(rows: readonly Row[], at: number): number {
  for (let n = at; n >= 0; n--) {
    const seq = seqOf(rows[n]);
    if (seq !== null) return seq;
  }
  return 0;
}

function seqOf(row: Row | undefined): number | null {
  return row?.type === 'message' ? row.message.seq : null;
}

function atOf(row: Row): string {
  return row.type === 'message' ? row.message.sentAt : (row.notices[0]?.at ?? '');
}

/** With the number of those that came meanwhile. */
function WayToEnd({ onGo }: { onGo: () => void }) {
  const { id } = useConversation();
  useEffect(() => findFocus, []);
  return <ToEnd count={useSummary(id)?.unread ?? 0} onGo={onGo} />;
}

/** Whether a row is of this day: at the end of such a conversation nobody asks for it. */
function isOf(day: string, row: Row | undefined): boolean {
  return row !== undefined && new Date(atOf(row)).toDateString() === day;
}

/** The day of what is at the top, while one looks at older messages. */
function DayPill({ day, isLower }: { day: string; isLower: boolean }) {
  return (
    <div
      aria-hidden="true"
      className={classes('pointer-events-none absolute inset-x-0 flex justify-center', isLower ? 'top-12' : 'top-2')}
    >
      <span className="rounded-full border bg-raised px-3 py-0.5 text-xs font-semibold text-quiet shadow-raised">
        {day}
      </span>
    </div>
  );
}
