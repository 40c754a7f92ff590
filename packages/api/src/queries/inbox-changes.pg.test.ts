import type { InboxItem } from '@nova/contract';
import { expect, test } from 'vitest';
import type { InboxHint } from '../ports.ts';
import { openWorld } from '../rehearsal/world.ts';
import { inboxChanges } from './inbox-changes.ts';

/** Hints by hand: registered with the first `next()`, kept until they are asked for. */
function handFeed(): {
  hint(hint: InboxHint): void;
  isRegistered(): boolean;
  wakeups(request: { readonly signal: AbortSignal }): AsyncIterable<InboxHint>;
} {
  const waiting: InboxHint[] = [];
  let wake: (() => void) | null = null;
  let isRegistered = false;
  return {
    isRegistered: () => isRegistered,
    hint(hint) {
      waiting.push(hint);
      wake?.();
    },
    async *wakeups({ signal }) {
      isRegistered = true;
      signal.addEventListener('abort', () => wake?.(), { once: true });
      while (!signal.aborted) {
        const hint = waiting.shift();
        if (hint) yield hint;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

test('[A4] the inbox: everything, then what changed, then what was left; from the database, never from the hint', async () => {
  const feed = handFeed();
  await using world = await openWorld({
    settings: { inboxEveryMs: 0 },
    parts: {
      inbox: {
        wakeups: feed.wakeups,
        touched: (_user, conversationIds) => feed.hint({ conversationIds }),
        touchedOwn: (_user, thing) => feed.hint({ conversationIds: [], own: [thing] }),
        personChanged: (userId) => feed.hint({ conversationIds: [], people: [userId] }),
      },
    },
  });
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  const [first, second] = [await world.group(ann, bob), await world.group(ann)];
  const stop = new AbortController();
  const items = inboxChanges(world.node.parts, bob.userId, stop.signal);
  const next = async (): Promise<InboxItem | undefined> => (await items.next()).value ?? undefined;

  const snapshot = await next();
  expect(feed.isRegistered()).toBe(true);
  expect(snapshot).toMatchObject({ type: 'snapshot', conversations: [{ id: first, unread: 0 }] });

  await world.send(ann, first, 'hello');
  feed.hint({ conversationIds: [first] });
  expect(await next()).toMatchObject({
    type: 'changed',
    removed: [],
    conversations: [{ id: first, unread: 1, lastMessage: { preview: 'hello' } }],
  });

  await bob.call.conversation.markRead({ conversationId: first, seq: 99 });
  expect(await next()).toMatchObject({ type: 'changed', conversations: [{ id: first, unread: 0 }] });

  await ann.call.conversation.addMembers({ conversationId: second, userIds: [bob.userId] });
  await bob.call.conversation.leave({ conversationId: first });
  feed.hint({ conversationIds: 'all' });
  expect(await next()).toMatchObject({ type: 'changed', conversations: [{ id: second }], removed: [first] });

  // A hint for a conversation of others tells nothing.
  feed.hint({ conversationIds: [first] });
  await bob.call.conversation.mute({ conversationId: second, notify: 'nothing' });
  expect(await next()).toMatchObject({
    type: 'changed',
    conversations: [{ id: second, notify: 'nothing' }],
    removed: [],
  });

  for (const on of [true, false]) {
    expect(await bob.call.conversation.favour({ conversationId: second, on })).toMatchObject({ changed: true });
    // Once more is the same, and no news.
    expect(await bob.call.conversation.favour({ conversationId: second, on })).toMatchObject({ changed: false });
    expect(await next()).toMatchObject({ type: 'changed', conversations: [{ id: second, favourite: on }] });
    expect((await ann.call.conversation.list()).filter(({ favourite }) => favourite)).toEqual([]);
  }

  // What is one's own alone costs no summary.
  await bob.call.draft.set({ conversationId: second, body: 'hm', baseVersion: 0 });
  expect(await next()).toEqual({ type: 'changed', conversations: [], removed: [], own: ['drafts'] });
  stop.abort();
});

test('the inbox rejects when the database fails, also when no hint comes any more, and lets go of its hints', async () => {
  const feed = handFeed();
  let isLetGo = false;
  await using world = await openWorld({ settings: { inboxEveryMs: 0 } });
  const ann = await world.person('Ann');
  const wakeups: typeof feed.wakeups = async function* (request) {
    try {
      yield* feed.wakeups(request);
    } finally {
      isLetGo = true;
    }
  };
  const node = world.openNode({
    parts: { inbox: { wakeups, touched: () => {}, touchedOwn: () => {}, personChanged: () => {} } },
  });
  const items = inboxChanges(node.parts, ann.userId, new AbortController().signal);
  expect((await items.next()).value).toMatchObject({ type: 'snapshot' });
  await node.db.close();
  feed.hint({ conversationIds: 'all' });
  await expect(items.next()).rejects.toThrow(/CONNECTION_ENDED/);
  expect(isLetGo).toBe(true);
});

test('whoever stops reading an inbox, without aborting, stops its hints', async () => {
  const feed = handFeed();
  await using world = await openWorld({
    parts: { inbox: { wakeups: feed.wakeups, touched: () => {}, touchedOwn: () => {}, personChanged: () => {} } },
  });
  const ann = await world.person('Ann');
  for await (const item of inboxChanges(world.node.parts, ann.userId, new AbortController().signal)) {
    expect(item.type).toBe('snapshot');
    break;
  }
});
