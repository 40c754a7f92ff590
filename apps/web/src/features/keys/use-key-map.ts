'use client';

import { useEffect, useRef } from 'react';
import type { Place } from '../../navigation/place.ts';
import { conversationPlace } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { counted } from '../conversations/unread.ts';
import { sectionsOf } from '../conversations/sections.ts';
import { readSettings } from '../../settings/settings.ts';
import { useOverlays } from '../overlays/use-overlays.ts';

/** The keys that work everywhere; those of a message and of the composer belong to them. */
export function useKeyMap(place: Place): void {
  const nova = useNova();
  const overlays = useOverlays();
  const latest = useRef<(event: KeyboardEvent) => void>(() => {});

  useEffect(() => {
    latest.current = (event) => {
      const isMod = event.ctrlKey || event.metaKey;
      const here = place.name === 'conversation' ? place : null;
      const did = (): void => event.preventDefault();

      if (isMod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        did();
        return overlays.current?.name === 'switcher' ? overlays.close() : overlays.open({ name: 'switcher' });
      }
      if (overlays.current !== null) return;
      if (isMod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f') {
        did();
        return go(here ? { ...here, panel: 'search', thread: null } : { name: 'search' });
      }
      if (event.altKey && !isMod && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        did();
        return step(event.key === 'ArrowDown' ? 1 : -1, event.shiftKey);
      }
      if (event.key === 'Escape' && !event.altKey && !isMod) {
        if (event.shiftKey) {
          did();
          for (const { id, lastSeq } of nova.inbox.conversations) nova.inbox.markRead(id, lastSeq);
          return;
        }
        if (!here) return;
        did();
        if (here.panel || here.thread) return go({ ...here, panel: null, thread: null });
        const summary = nova.inbox.conversations.find(({ id }) => id === here.id);
        if (summary) nova.inbox.markRead(here.id, summary.lastSeq);
        return;
      }
      if (event.key === '?' && !isMod && !event.altKey && !isTyping(event.target)) {
        did();
        overlays.open({ name: 'help' });
      }
    };

    /** To the next conversation as the pane lists them, or to the next with something unread. */
    function step(by: 1 | -1, onlyUnread: boolean): void {
      const listed = sectionsOf(nova.inbox.conversations, readSettings().unreadFirst).flatMap(
        ({ conversations }) => conversations,
      );
      const at = place.name === 'conversation' ? listed.findIndex(({ id }) => id === place.id) : -1;
      const start = at < 0 && by < 0 ? listed.length : at;
      for (let next = start + by; next >= 0 && next < listed.length; next += by) {
        const summary = listed[next];
        if (summary && (!onlyUnread || counted(summary) > 0)) return go(conversationPlace(summary.id));
      }
    }
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.defaultPrevented && !event.isComposing) latest.current(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}
