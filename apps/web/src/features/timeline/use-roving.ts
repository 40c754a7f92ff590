'use client';

import { useCallback, useMemo } from 'react';
import type { KeyboardEvent } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useWatch } from '../../nova/use-watch.ts';
import { useTalk } from '../talk/talk-provider.tsx';
import { giveFocus, messageOf } from './give-focus.ts';
import type { Row } from './rows.ts';
import { useHeldFocus } from './use-held-focus.ts';

interface Shown {
  readonly list: { readonly current: VirtualizerHandle | null };
  readonly rows: { readonly current: readonly Row[] };
}

export interface Roving {
  /** The message that the Tab key leads to; `null`: the list itself. */
  readonly tabKey: string | null;
  focus(key: string | null): void;
  /** Puts the keyboard on the newest message on the screen, or on the one it was on last if that is on the screen. */
  enter(at: 'last' | 'newest'): void;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
}

/** Messages by the arrow keys: the one that the keyboard was on last is where it comes back to. */
export function useRoving({ list, rows }: Shown, box: { readonly current: HTMLElement | null }): Roving {
  const talk = useTalk();
  const tabKey = useWatch(talk, () => talk.activeKey);

  const give = useCallback(
    (key: string): void => {
      talk.activate(key);
      giveFocus(box, key);
    },
    [talk, box],
  );
  const focusAt = useCallback(
    (at: number): void => {
      const row = rows.current[at];
      if (!row) return;
      list.current?.scrollToIndex(at, { align: 'nearest' });
      give(row.key);
    },
    [list, rows, give],
  );
  const move = useCallback(
    (from: number, by: 1 | -1): boolean => {
      for (let at = from + by; at >= 0 && at < rows.current.length; at += by) {
        if (rows.current[at]?.type !== 'message') continue;
        focusAt(at);
        return true;
      }
      return false;
    },
    [rows, focusAt],
  );
  const focus = useCallback(
    (key: string | null): void => {
      const wanted = key ?? talk.activeKey;
      const at = wanted === null ? -1 : rows.current.findIndex((row) => row.key === wanted);
      if (at >= 0) focusAt(at);
      else move(rows.current.length, -1);
    },
    [talk, rows, focusAt, move],
  );

  const enter = useCallback(
    (where: 'last' | 'newest'): void => {
      const view = list.current;
      if (!view) return;
      const first = view.findItemIndex(view.scrollOffset);
      const last = view.findItemIndex(view.scrollOffset + view.viewportSize - 1);
      const at = rows.current.findIndex((row) => row.key === talk.activeKey);
      if (where === 'last' && at >= first && at <= last) focusAt(at);
      else move(last + 1, -1);
      // It is on the screen: nothing has to be waited for.
      if (talk.activeKey !== null) messageOf(box.current, talk.activeKey)?.focus({ preventScroll: true });
    },
    [talk, list, rows, box, focusAt, move],
  );

  useHeldFocus({ box, rows, give });

  return useMemo(() => {
    const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
      const { target } = event;
      const isOnMessage = target instanceof HTMLElement && target.dataset['key'] !== undefined;
      if (!(isOnMessage || target === event.currentTarget) || event.altKey || event.ctrlKey || event.metaKey) return;
      const view = list.current;
      if (event.key === 'Escape' && isOnMessage && !event.shiftKey) {
        event.preventDefault();
        return talk.focusComposer();
      }
      if (!view || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
      event.preventDefault();
      const by = event.key === 'ArrowUp' ? -1 : 1;
      if (!isOnMessage) {
        const last = view.findItemIndex(view.scrollOffset + view.viewportSize - 1);
        move(by < 0 ? last + 1 : view.findItemIndex(view.scrollOffset) - 1, by);
        return;
      }
      const at = rows.current.findIndex(({ key }) => key === target.dataset['key']);
      if (!move(at, by) && by > 0) talk.focusComposer();
    };
    return { tabKey, focus, enter, onKeyDown };
  }, [tabKey, focus, enter, move, talk, list, rows]);
}
