'use client';

import type { Thread } from '@nova/client';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { useSelf } from '../../nova/hooks.ts';
import { useWatch } from '../../nova/use-watch.ts';
import { useTalk } from '../talk/talk-provider.tsx';
import { firstUnread } from '../timeline/rows.ts';
import { isAttended } from '../timeline/use-unread-range.ts';

interface ThreadReading {
  readonly box: RefObject<HTMLDivElement | null>;
  /** The message that the keyboard was on last. */
  readonly activeKey: string | null;
  /** The first that was unread when one came in. */
  readonly unreadKey: string | null;
  readonly isAsking: boolean;
  loadOlder(): Promise<void>;
  /** Puts the keyboard on the newest message, or on the one it was on last. */
  enter(at: 'last' | 'newest'): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
  onScroll(): void;
}

/** No further from the end than this counts as being there. */
const endPx = 48;
/** A reply asked for that is further up than this many pages is not looked for. */
const pagesMax = 40;
/** A reply that has come is on the screen after this many frames, however slow the device. */
const framesMax = 120;

/** Opens a thread at the reply asked for or at its end, follows the end while one is there, and tells what was read. */
export function useThreadReading(thread: Thread, askedSeq: number | null): ThreadReading {
  const talk = useTalk();
  const self = useSelf();
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(askedSeq === null);
  const messages = useWatch(thread, () => thread.view.messages);
  const status = useWatch(thread, () => thread.view.status);
  const place = useWatch(thread, () => thread.view.place);
  const activeKey = useWatch(talk, () => talk.activeKey);
  const [isAsking, setIsAsking] = useState(false);
  const [firstReadSeq, setFirstReadSeq] = useState<number | null>(null);
  if (firstReadSeq === null && place) setFirstReadSeq(place.following ? place.readSeq : Number.POSITIVE_INFINITY);

  const read = useCallback((): void => {
    const seq = thread.messages.findLast((message) => message.seq !== null)?.seq ?? null;
    const known = thread.view.place;
    if (seq === null || !known || !isAtEnd.current || !isAttended() || seq <= known.readSeq) return;
    thread.markRead(seq);
  }, [thread]);

  const loadOlder = useCallback(async (): Promise<void> => {
    const here = box.current;
    const fromEnd = here ? here.scrollHeight - here.scrollTop : 0;
    setIsAsking(true);
    await thread.loadOlder().catch(() => false);
    setIsAsking(false);
    // What one looks at stays where it is.
    requestAnimationFrame(() => here?.scrollTo({ top: here.scrollHeight - fromEnd }));
  }, [thread]);

  const show = useCallback((seq: number): boolean => {
    const found = box.current?.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
    found?.scrollIntoView({ block: 'center' });
    return found != null;
  }, []);

  const focusOn = useCallback(
    (wanted: string | null): void => {
      const all = [...(box.current?.querySelectorAll<HTMLElement>('article[data-key]') ?? [])];
      const found = all.find((one) => one.dataset['key'] === wanted) ?? all.at(-1);
      if (!found) return;
      talk.activate(found.dataset['key'] ?? null);
      found.focus();
    },
    [talk],
  );
  const focus = useCallback((key: string | null): void => focusOn(key ?? talk.activeKey), [talk, focusOn]);
  const enter = useCallback(
    (at: 'last' | 'newest'): void => focusOn(at === 'last' ? talk.activeKey : null),
    [talk, focusOn],
  );
  useEffect(
    () =>
      talk.provide({
        jump: (seq) => void show(seq),
        showEnd: () => {
          isAtEnd.current = true;
          box.current?.scrollTo({ top: box.current.scrollHeight });
        },
        focusMessage: focus,
      }),
    [talk, show, focus],
  );

  // The place asked for, once it is there; further up, page by page.
  const sought = useRef(askedSeq === null);
  useEffect(() => {
    if (sought.current || askedSeq === null || status !== 'live') return;
    sought.current = true;
    const seek = async (): Promise<void> => {
      for (let page = 0; page < pagesMax; page++) {
        const first = thread.messages[0]?.seq ?? null;
        // The first of those that are here is drawn when there is one before it.
        if (first === null || first < askedSeq || !thread.view.hasMoreBefore) break;
        await thread.loadOlder().catch(() => false);
      }
      for (let frame = 0; frame < framesMax; frame++) {
        await new Promise(requestAnimationFrame);
        if (show(askedSeq)) return;
      }
      isAtEnd.current = true;
      box.current?.scrollTo({ top: box.current.scrollHeight });
    };
    void seek();
  }, [thread, askedSeq, status, show]);

  useLayoutEffect(() => {
    if (isAtEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight });
    read();
  }, [messages, place, read]);
  useEffect(() => {
    addEventListener('focus', read);
    document.addEventListener('visibilitychange', read);
    return () => {
      removeEventListener('focus', read);
      document.removeEventListener('visibilitychange', read);
    };
  }, [read]);

  return {
    box,
    activeKey,
    unreadKey:
      firstReadSeq === null
        ? null
        : firstUnread(messages, { readSeq: firstReadSeq, untilSeq: Number.POSITIVE_INFINITY, self, isBeginning: true }),
    isAsking,
    loadOlder,
    enter,
    onScroll: () => {
      const here = box.current;
      if (here) isAtEnd.current = here.scrollHeight - here.scrollTop - here.clientHeight < endPx;
      read();
    },
    onKeyDown: (event) => {
      if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || event.altKey || event.ctrlKey || event.metaKey)
        return;
      const all = [...(box.current?.querySelectorAll<HTMLElement>('article[data-key]') ?? [])];
      const at = all.findIndex((one) => one === document.activeElement);
      const isOnList = event.target === event.currentTarget;
      if (at < 0 && !isOnList) return;
      const next = at < 0 ? all.at(-1) : all[at + (event.key === 'ArrowUp' ? -1 : 1)];
      event.preventDefault();
      if (next) focus(next.dataset['key'] ?? null);
      else if (event.key === 'ArrowDown') talk.focusComposer();
    },
  };
}
