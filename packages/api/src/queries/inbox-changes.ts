import { setTimeout as sleep } from 'node:timers/promises';
import type { InboxItem, OwnThing, SavedEntry } from '@nova/contract';
import { listSaved, listSummaries, lookUpUsers } from '@nova/db';
import type { ApiParts } from '../parts.ts';

const everything: OwnThing[] = ['drafts', 'scheduled', 'people', 'notifications'];

/**
 * A person's inbox: first everything, then the summaries of what changed, re-read from the database and so never
 * older than the hint that named them; and what they have saved, whenever a hint says so, or names a conversation that
 * something saved is in; and whoever is another one now (P1). Bursts are coalesced. Ends when `signal` aborts; rejects with the database, at once: it
 * then waits for no hint.
 */
export async function* inboxChanges(
  parts: ApiParts,
  userId: string,
  signal: AbortSignal,
): AsyncGenerator<InboxItem, void> {
  const stop = new AbortController();
  const hints = parts.inbox.wakeups({ userId, signal: AbortSignal.any([signal, stop.signal]) })[Symbol.asyncIterator]();
  const { query } = parts.db;
  try {
    // Registered before the snapshot is read: nothing falls in between.
    let next = hints.next();
    // A hint that fails while the snapshot is read is thrown below, where it is awaited.
    next.catch(() => {});
    const [snapshot, savedFirst] = await Promise.all([listSummaries(query, userId, null), listSaved(query, userId)]);
    let saved = told(savedFirst);
    const known = new Set(snapshot.map(({ id }) => id));
    yield { type: 'snapshot', conversations: snapshot, saved: savedFirst };
    for (;;) {
      const hint = await next;
      if (hint.done) return;
      const { conversationIds: named } = hint.value;
      const own = named === 'all' ? everything : [...(hint.value.own ?? [])];
      next = hints.next();
      next.catch(() => {});
      const ofSaved = named === 'all' || own.includes('saved') || named.some((id) => saved.conversationIds.has(id));
      const changed = hint.value.people ?? [];
      const [conversations, savedNow, people] = await Promise.all([
        named !== 'all' && named.length === 0 ? [] : listSummaries(query, userId, named === 'all' ? null : named),
        ofSaved ? listSaved(query, userId) : null,
        changed.length > 0 ? lookUpUsers(query, changed) : [],
      ]);
      const found = new Set(conversations.map(({ id }) => id));
      const removed = [...(named === 'all' ? known : new Set(named))].filter((id) => known.has(id) && !found.has(id));
      for (const id of found) known.add(id);
      for (const id of removed) known.delete(id);
      const change = savedNow && told(savedNow);
      const isOther = change !== null && change.text !== saved.text;
      if (change) saved = change;
      // What is saved comes with its data.
      const asked = own.filter((thing) => thing !== 'saved');
      if (conversations.length + removed.length + asked.length + people.length > 0 || isOther) {
        const more = {
          ...(asked.length > 0 ? { own: asked } : {}),
          ...(isOther ? { saved: savedNow ?? [] } : {}),
          ...(people.length > 0 ? { people: [...people] } : {}),
        };
        yield { type: 'changed', conversations, removed, ...more };
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

/** What the person was told of what they have saved: enough to tell whether it is another thing now. */
function told(saved: readonly SavedEntry[]): { readonly text: string; readonly conversationIds: ReadonlySet<string> } {
  return { text: JSON.stringify(saved), conversationIds: new Set(saved.map(({ conversationId }) => conversationId)) };
}
