'use client';

import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { onAgain } from '../../navigation/use-place.ts';
import { useConversation, useConversationPart } from '../../nova/conversation-provider.tsx';
import type { Row } from './rows.ts';
import type { Stage } from './staged.ts';
import { step } from './staged.ts';
import { useAim } from './use-aim.ts';
import { useAnchor } from './use-anchor.ts';
import { useHand } from './use-hand.ts';

/** Nearer to the end than this counts as being there. */
const endPx = 40;

export interface Scroll {
  readonly list: { readonly current: VirtualizerHandle | null };
  readonly stage: Stage;
  readonly rows: { readonly current: readonly Row[] };
  /** Whether one is at the newest message, and stays there. */
  readonly isAtEnd: boolean;
  /** Whether it is on its way to another place: that is fetched, or not measured yet. */
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
  /** The list hides its rows until it knows their sizes: only then it is scrolled. */
  readonly isHidden: boolean;
}

/**
 * Where one is in the list. It stays at the end only if it was there; whatever else loads, arrives, grows or goes moves
 * nothing that one reads.
 */
export function useScroll({ rows: wanted, openAt, box, isHidden }: ScrollOptions): Scroll {
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
  const rows = useRef(wanted);
  const aim = useAim({ list, rows, box });
  const [isAtEnd, setIsAtEnd] = useState(openAt === null);
  const [isJumping, setIsJumping] = useState(false);
  const [askedSeq, setAskedSeq] = useState(openAt);

  const stage = step(staged.current, wanted);
  const isOtherPlace = stage.place !== staged.current.place;
  rows.current = stage.rows;

  const stick = useCallback((isThere: boolean): void => {
    sticks.current = isThere;
    setIsAtEnd(isThere);
  }, []);
  const toEnd = useCallback((): void => {
    const here = box.current;
    if (here) here.scrollTop = here.scrollHeight;
  }, [box]);
  /** What one reads is what is on the screen now. */
  const look = useCallback((): void => {
    const here = box.current;
    if (!here) return;
    anchor.take();
    const left = here.scrollHeight - here.scrollTop - here.clientHeight;
    const isThere = left < endPx && !conversation.view.hasMoreAfter;
    if (isThere !== sticks.current) stick(isThere);
  }, [box, anchor, conversation, stick]);
  /** Whether it is there: from then on what one reads is held. */
  const approach = useCallback((): boolean => {
    if (!aim.approach()) return false;
    setIsJumping(false);
    look();
    return true;
  }, [aim, look]);
  const reach = useCallback(
    (how: 'exactly' | 'nearly'): boolean => {
      const seq = goal.current;
      if (seq === null) return false;
      const row = rowOf(rows.current, seq, how);
      if (!row) return false;
      goal.current = null;
      aim.at({ key: row.key, seq });
      approach();
      return true;
    },
    [aim, approach],
  );
  const abandon = useCallback((): void => {
    goal.current = null;
    aim.drop();
    setIsJumping(false);
  }, [aim]);

  const jump = useCallback(
    (seq: number): void => {
      goal.current = seq;
      aim.drop();
      hand.rest();
      setAskedSeq(seq);
      setIsJumping(true);
      stick(false);
      if (reach('exactly') || fetching.current === seq) return;
      fetching.current = seq;
      void conversation
        .loadAround(seq)
        // What cannot be loaded is not waited for: what is here is better than nothing.
        .catch(() => null)
        .then(() => {
          if (fetching.current === seq) fetching.current = null;
          // Rows that came with it are drawn first.
          requestAnimationFrame(() => {
            if (goal.current === seq && !reach('nearly')) abandon();
          });
        });
    },
    [conversation, aim, hand, reach, stick, abandon],
  );

  const showEnd = useCallback((): void => {
    abandon();
    hand.rest();
    setAskedSeq(null);
    stick(true);
    if (conversation.view.hasMoreAfter) conversation.showLatest();
    else toEnd();
  }, [conversation, abandon, hand, stick, toEnd]);

  useLayoutEffect(() => {
    staged.current = stage;
    if (stage.rows !== wanted) return again();
    if (goal.current !== null) {
      if (reach('exactly')) return;
    } else if (isHidden) {
      // Here, so that the frame has less to do.
      shape.current.size = box.current?.scrollHeight ?? 0;
    } else if (sticks.current) {
      toEnd();
    } else if (isOtherPlace) {
      // The list was replaced under one's eyes.
      const seq = aim.seq() ?? anchor.seq();
      if (seq !== null) jump(seq);
    }
  }, [stage, wanted, isOtherPlace, reach, toEnd, jump, aim, anchor, isHidden, box]);

  // Whatever grows, or the window: in the very frame in which it does. The list tells of it before it has its new size.
  const { place } = stage;
  useEffect(() => {
    const here = box.current;
    if (!here) return;
    const observer = new ResizeObserver(() => {
      if (sticks.current && goal.current === null && aim.seq() === null && !hand.isMoving()) toEnd();
    });
    for (const each of [here, ...here.children]) observer.observe(each);
    return () => observer.disconnect();
  }, [box, place, aim, hand, toEnd]);

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
      if (aim.seq() !== null) {
        if (!hand.isMoving()) return approach();
        abandon();
      }
      const left = size - top - window;
      // Only a wish leaves the end; a place that changed because sizes did is nobody's.
      const isSame = size === before.size && window === before.window;
      const isWish = how === 'scrolled' && (hand.isMoving() || (isSame && top < before.top));
      if (sticks.current && !isWish) {
        if (left > 1) toEnd();
        return left <= endPx;
      }
      if (how === 'scrolled') look();
      else if (hand.isMoving()) anchor.take();
      else anchor.hold();
      return true;
    },
    [box, hand, aim, anchor, look, toEnd, approach, abandon],
  );

  return { list, stage, rows, isAtEnd: isAtEnd && !hasMoreAfter, isJumping, askedSeq, showEnd, jump, moved };
}

/** The row of a message; `nearly`: or of the one before it that is here, or of the first. */
function rowOf(rows: readonly Row[], seq: number, how: 'exactly' | 'nearly'): Row | undefined {
  const messages = rows.filter((row) => row.type === 'message');
  const isIt = ({ message }: (typeof messages)[number]): boolean =>
    message.seq !== null && (how === 'exactly' ? message.seq === seq : message.seq <= seq);
  return messages.findLast(isIt) ?? (how === 'nearly' ? messages[0] : undefined);
}
