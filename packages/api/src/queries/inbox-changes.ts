import { setTimeout as sleep } from 'node:timers/promises';
import type { InboxItem, OwnThing } from '@nova/contract';
import { listSummaries } from '@nova/db';
import type { ApiParts } from '../parts.ts';

const everything: OwnThing[] = ['drafts', 'scheduled'];

/**
 * A person's inbox: first everything, then the summaries of what changed, re-read from the database and so never
 * older than the hint that named them. Bursts are coalesced. Ends when `signal` aborts; rejects with the database, at
 * once: it then waits for no hint.
 */
export async function* inboxChanges(
  parts: ApiParts,
  userId: string,
  signal: AbortSignal,
): AsyncGenerator<InboxItem, void> {
  const stop = new AbortController();
  const hints = parts.inbox.wakeups({ userId, signal: AbortSignal.any([signal, stop.signal]) })[Symbol.asyncIterator]();
  try {
    // Registered before the snapshot is read: nothing falls in between.
    let next = hints.next();
    // A hint that fails while the snapshot is read is thrown below, where it is awaited.
    next.catch(() => {});
    const snapshot = await listSummaries(parts.db.query, userId, null);
    const known = new Set(snapshot.map(({ id }) => id));
    yield { type: 'snapshot', conversations: snapshot };
    for (;;) {
      const hint = await next;
      if (hint.done) return;
      const { conversationIds: named } = hint.value;
      const own = named === 'all' ? everything : [...(hint.value.own ?? [])];
      next = hints.next();
      next.catch(() => {});
      const isOwnOnly = named !== 'all' && named.length === 0;
      const conversations = isOwnOnly
        ? []
        : await listSummaries(parts.db.query, userId, named === 'all' ? null : named);
      const found = new Set(conversations.map(({ id }) => id));
      const removed = [...(named === 'all' ? known : new Set(named))].filter((id) => known.has(id) && !found.has(id));
      for (const id of found) known.add(id);
      for (const id of removed) known.delete(id);
      if (conversations.length + removed.length + own.length > 0) {
        yield { type: 'changed', conversations, removed, ...(own.length > 0 ? { own } : {}) };
      }
      await sleep(parts.settings.inboxEveryMs, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    // A generator takes a return only behind the hint it is waiting for: this ends the wait.
    stop.abort();
    await hints.return?.();
  }
}
