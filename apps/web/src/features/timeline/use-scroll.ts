'use client';

import { useCallback, useLayoutEffect, useReducer, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { onAgain } from '../../navigation/use-place.ts';
import { useConversation, useConversationPart } from '../../nova/conversation-provider.tsx';
import type { Row } from './rows.ts';
import type { Stage } from './staged.ts';
import { step } from './staged.ts';
import { useAnchor } from './use-anchor.ts';
import { useHand } from './use-hand.ts';

/** Room below the newest message: `h-3` in `message-list.tsx`. */
const endRoomPx = 12;
/** Nearer to the end than this counts as being there. */
const endPx = 40;

export interface Scroll {
  readonly list: { readonly current: VirtualizerHandle | null };
  readonly stage: Stage;
  readonly rows: { readonly current: readonly Row[] };
  /** Whether one is at the newest message, and stays there. */
  readonly isAtEnd: boolean;
  /** Whether a place is being fetched. */
  readonly isJumping: boolean;
  /** The message that was asked for last. */
  readonly askedSeq: number | null;
  showEnd(): void;
  jump(seq: number): void;
  /**
   * To be called whenever the list has scrolled, or its rows or its window have another size. Answers whether it stays
   * there: on the way to another place, what is on the screen is nobody's.
   */
  moved(how: 'scrolled' | 'resized'): boolean;
}

export interface ScrollOptions {
  readonly rows: readonly Row[];
  /** The message that a deep link asks for. */
  readonly openAt: number | null;
  readonly box: { readonly current: HTMLElement | null };
}

/**
 * Where one is in the list. It stays at the end only if it was there; whatever else loads, arrives, grows or goes moves
 * nothing that one reads.
 */
export function useScroll({ rows: wanted, openAt, box }: ScrollOptions): Scroll {
  const conversation = useConversation();
  const hasMoreAfter = useConversationPart((view) => view.hasMoreAfter);
  const hand = useHand(box);
  const list = useRef<VirtualizerHandle>(null);
  const staged = useRef<Stage>({ rows: wanted, isShift: false, place: 0 });
  const [, again] = useReducer((n: number) => n + 1, 0);
  const sticks = useRef(openAt === null);
  const goal = useRef<number | null>(openAt);
  const fetching = useRef<number | null>(null);
  const shape = useRef({ top: 0, size: 0, window: 0 });
  const anchor = useAnchor(box);
  const [isAtEnd, setIsAtEnd] = useState(openAt === null);
  const [isJumping, setIsJumping] = useState(false);
  const [askedSeq, setAskedSeq] = useState(openAt);

  const stage = step(staged.current, wanted);
  const isOtherPlace = stage.place !== staged.current.place;
  const rows = useRef(stage.rows);
  rows.current = stage.rows;

  const stick = useCallback((isThere: boolean): void => {
    sticks.current = isThere;
    setIsAtEnd(isThere);
  }, []);
  const toEnd = useCallback((): void => {
    list.current?.scrollToIndex(rows.current.length - 1, { align: 'end', offset: endRoomPx });
  }, []);
  const reach = useCallback(
    (how: 'exactly' | 'nearly'): boolean => {
      const seq = goal.current;
      if (seq === null) return false;
      const at = indexOf(rows.current, seq, how);
      if (at < 0) return false;
      goal.current = null;
      anchor.release();
      list.current?.scrollToIndex(at, { align: 'center' });
      return true;
    },
    [anchor],
  );

  const jump = useCallback(
    (seq: number): void => {
      if (fetching.current === seq) return;
      goal.current = seq;
      setAskedSeq(seq);
      stick(false);
      if (reach('exactly')) return;
      fetching.current = seq;
      setIsJumping(true);
      void conversation
        .loadAround(seq)
        // What cannot be loaded is not waited for: what is here is better than nothing.
        .catch(() => null)
        .then(() => {
          if (fetching.current === seq) fetching.current = null;
          setIsJumping(false);
          // Rows that came with it are drawn first.
          requestAnimationFrame(() => {
            if (goal.current === seq) reach('nearly');
            goal.current = null;
          });
        });
    },
    [conversation, reach, stick],
  );

  const showEnd = useCallback((): void => {
    setAskedSeq(null);
    stick(true);
    if (conversation.view.hasMoreAfter) conversation.showLatest();
    else toEnd();
  }, [conversation, stick, toEnd]);

  useLayoutEffect(() => {
    staged.current = stage;
    if (stage.rows !== wanted) return again();
    if (goal.current !== null) {
      if (reach('exactly')) return;
    } else if (sticks.current) {
      toEnd();
    } else if (isOtherPlace) {
      // The list was replaced under one's eyes.
      const seq = anchor.seq();
      if (seq !== null) jump(seq);
    }
  }, [stage, wanted, isOtherPlace, reach, toEnd, jump, anchor]);

  // Where one comes in.
  useLayoutEffect(() => {
    if (openAt === null) return;
    jump(openAt);
    return onAgain(() => jump(openAt));
  }, [openAt, jump]);

  const moved = useCallback(
    (how: 'scrolled' | 'resized'): boolean => {
      const here = box.current;
      if (!here || goal.current !== null) return false;
      const { scrollTop: top, scrollHeight: size, clientHeight: window } = here;
      const before = shape.current;
      shape.current = { top, size, window };
      const left = size - top - window;
      // Only a wish leaves the end; a place that changed because sizes did is nobody's.
      const isSame = size === before.size && window === before.window;
      const isWish = how === 'scrolled' && (hand.isMoving() || (isSame && top < before.top));
      if (sticks.current && !isWish) {
        if (left > 1) toEnd();
        return left <= endPx;
      }
      if (how === 'resized' && !hand.isMoving()) {
        anchor.hold();
        return true;
      }
      anchor.take();
      if (how === 'resized') return true;
      const isThere = left < endPx && !conversation.view.hasMoreAfter;
      if (isThere !== sticks.current) stick(isThere);
      return true;
    },
    [box, conversation, hand, anchor, stick, toEnd],
  );

  return { list, stage, rows, isAtEnd: isAtEnd && !hasMoreAfter, isJumping, askedSeq, showEnd, jump, moved };
}

/** Where a message is; `nearly`: or the one before it that is here. */
function indexOf(rows: readonly Row[], seq: number, how: 'exactly' | 'nearly'): number {
  const isIt = (row: Row): boolean =>
    row.type === 'message' &&
    row.message.seq !== null &&
    (how === 'exactly' ? row.message.seq === seq : row.message.seq <= seq);
  const at = rows.findLastIndex(isIt);
  return at < 0 && how === 'nearly' && rows.length > 0 ? 0 : at;
}
