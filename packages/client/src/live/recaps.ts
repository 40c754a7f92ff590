import type { ConversationSummary, InboxItem, PresenceItem, SavedEntry } from '@nova/contract';
import { applyInbox } from '../inbox/live-inbox.ts';
import type { Platform } from '../platform.ts';
import type { Recap } from './state-fan.ts';

/** The inbox so far: one snapshot. */
export function inboxRecap(): Recap<InboxItem> {
  let known: readonly ConversationSummary[] | null = null;
  let saved: SavedEntry[] | undefined;
  return {
    note(item) {
      if (known || item.type === 'snapshot') known = applyInbox(known ?? [], item);
      saved = item.saved ?? saved;
    },
    items: () => (known ? [{ type: 'snapshot', conversations: [...known], ...(saved ? { saved } : {}) }] : []),
    clear() {
      known = null;
      saved = undefined;
    },
  };
}

/** Who is there and who types, as last heard; what has run out since is not told (D11). */
export function presenceRecap(platform: Platform): Recap<PresenceItem> {
  const latest = new Map<string, { item: PresenceItem; untilMs: number }>();
  return {
    note(item) {
      const isPresence = item.type === 'presence';
      const key = isPresence ? item.userId : `${item.conversationId} ${item.userId}`;
      const untilMs = isPresence ? Number.POSITIVE_INFINITY : platform.nowMs() + item.ttlMs;
      if (isPresence || item.on) latest.set(key, { item, untilMs });
      else latest.delete(key);
    },
    items() {
      const nowMs = platform.nowMs();
      for (const [key, { untilMs }] of latest) if (untilMs <= nowMs) latest.delete(key);
      return [...latest.values()].map(({ item, untilMs }) =>
        item.type === 'typing' ? { ...item, ttlMs: untilMs - nowMs } : item,
      );
    },
    clear: () => latest.clear(),
  };
}
