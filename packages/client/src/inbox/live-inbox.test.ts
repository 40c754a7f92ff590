import type { ConversationSummary, InboxItem } from '@nova/contract';
import type { FakePlatform } from '@nova/testkit';
import { fakePlatform } from '@nova/testkit';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { manualNetwork } from '../network.ts';
import type { ManualNetwork } from '../network.ts';
import type { DeviceStore } from '../store/device-store.ts';
import { Kept } from '../store/kept.ts';
import { MemoryStore } from '../store/memory-store.ts';
import type { TabPorts } from '../tabs/tab-ports.ts';
import { summaryOf } from '../testing/summary-of.ts';
import { applyInbox, LiveInbox } from './live-inbox.ts';
import { OwnWordsKeeper } from './own-words.ts';
import { ReadMarks } from './read-marks.ts';
import { RefusedError } from '../transport.ts';
import type { Observer } from '../wire/procedures.ts';

const summary = (id: string, lastSeq: number, unread = 0): ConversationSummary => summaryOf(id, { lastSeq, unread });

interface Bench {
  readonly platform: FakePlatform;
  readonly network: ManualNetwork;
  readonly observers: Set<Observer<InboxItem>>;
  readonly told: { conversationId: string; readSeq: number; isBack: boolean }[];
  readonly inbox: LiveInbox;
  readonly tabs: Pick<TabPorts, 'onLeave'>;
  /** Who wants to know when the person turns away. */
  readonly leavers: Set<() => void>;
  /** What the next positions told are answered with; `null` takes them. */
  refusal: Error | null;
}

function bench(store: DeviceStore = new MemoryStore(), platform = fakePlatform()): Bench {
  const network = manualNetwork();
  const observers = new Set<Observer<InboxItem>>();
  const told: Bench['told'] = [];
  const leavers = new Set<() => void>();
  const tabs: Bench['tabs'] = {
    onLeave(listener) {
      leavers.add(listener);
      return () => void leavers.delete(listener);
    },
  };
  const kept = { account: 'me', store, platform, report: () => {}, tabs };
  const marks = new ReadMarks({
    platform,
    network,
    tabs,
    kept: new Kept({ ...kept, key: 'reads.2' }),
    send(mark) {
      told.push(mark);
      return made.refusal ? Promise.reject(made.refusal) : Promise.resolve();
    },
  });
  const words = new OwnWordsKeeper({ entries: [], subscribe: () => () => {} });
  const inbox = new LiveInbox(
    platform,
    (observer) => {
      observers.add(observer);
      return { unsubscribe: () => void observers.delete(observer) };
    },
    { marks, words, kept: new Kept({ ...kept, key: 'inbox.2' }), onSummaries: () => {}, onOwn: () => {} },
  );
  const made: Bench = { platform, network, observers, told, inbox, refusal: null, tabs, leavers };
  return made;
}

describe('the inbox', () => {
  it('[P1] shows the other person, and who said the last word, as they are now; other summaries stay the same objects', () => {
    const ann = { id: 'ann', name: 'Ann', handle: 'ann', image: null, placeholder: false };
    const anna = { ...ann, name: 'Anna' };
    const lastMessage = { id: 'm', seq: 1, sender: ann, preview: 'hello', sentAt: '' };
    const before = [{ ...summary('a', 1), peer: ann }, { ...summary('b', 1), lastMessage }, summary('c', 1)];
    const after = applyInbox(before, { type: 'changed', conversations: [], removed: [], people: [anna] });
    expect(after.map(({ peer, lastMessage: last }) => [peer?.name, last?.sender.name])).toEqual([
      ['Anna', undefined],
      [undefined, 'Anna'],
      [undefined, undefined],
    ]);
    expect(after[2]).toBe(before[2]);
  });

  it('[A4] takes what the server counted, and moves up only what has something new in its log', () => {
    const known = [summary('a', 5), summary('b', 7), summary('c', 1)];
    const item: InboxItem = {
      type: 'changed',
      conversations: [summary('b', 7, 0), summary('c', 2, 1), summary('new', 1)],
      removed: ['a'],
    };
    const after = applyInbox(known, item);
    expect(after.map(({ id, unread }) => [id, unread])).toEqual([
      ['c', 1],
      ['new', 0],
      ['b', 0],
    ]);
    expect(applyInbox(after, { type: 'changed', conversations: [], removed: [] })[1]).toBe(after[1]);
    expect(applyInbox(after, { type: 'snapshot', conversations: known })).toEqual(known);
  });

  it('is open while somebody listens, and comes back after what may pass', async () => {
    const { platform, observers, inbox } = bench();
    expect(observers.size).toBe(0);
    const [leave, leaveToo] = [inbox.subscribe(() => {}), inbox.subscribe(() => {})];
    expect(observers.size).toBe(1);
    const [first] = observers;
    first?.onData({ type: 'snapshot', conversations: [summary('a', 1)] });
    expect(inbox.view).toMatchObject({ status: 'live', conversations: [{ id: 'a' }] });
    first?.onError?.(new RefusedError('BUSY', { retryAfterMs: 5_000 }));
    first?.onData({ type: 'snapshot', conversations: [] });
    expect([inbox.view.status, inbox.view.conversations.length, observers.size]).toEqual(['resuming', 1, 0]);
    await platform.advance(5_000);
    const [second] = observers;
    second?.onError?.(new RefusedError('UNAUTHENTICATED'));
    expect(inbox.view).toMatchObject({ status: 'failed', failure: 'UNAUTHENTICATED' });
    await platform.advance(600_000);
    expect(observers.size).toBe(0);
    inbox.resume();
    expect(observers.size).toBe(1);
    leave();
    expect(observers.size).toBe(1);
    leaveToo();
    expect(observers.size).toBe(0);
  });

  it('[O1] is there at the next opening as it was, until the server has spoken', async () => {
    const store = new MemoryStore();
    const first = bench(store);
    first.inbox.subscribe(() => {});
    first.inbox.markRead('a', 3);
    for (const observer of first.observers)
      observer.onData({ type: 'snapshot', conversations: [summary('a', 4, 2), summary('b', 1)] });
    await first.inbox.close('keep');
    const second = bench(store);
    await second.inbox.start();
    expect(second.inbox.view).toMatchObject({
      status: 'resuming',
      conversations: [{ id: 'a', readSeq: 3 }, { id: 'b' }],
    });
    second.inbox.subscribe(() => {});
    for (const observer of second.observers) observer.onData({ type: 'snapshot', conversations: [summary('b', 2)] });
    expect(second.inbox.view.conversations.map(({ id }) => id)).toEqual(['b']);
    await second.inbox.close('erase');
    expect([await store.getMeta('me', 'inbox.2'), await store.getMeta('me', 'reads.2')]).toEqual([null, null]);
  });

  it('[A4] shows a position one has read to at once, and tells it when there is a way', async () => {
    const { inbox, observers, network, platform, told, ...made } = bench();
    inbox.subscribe(() => {});
    const [observer] = observers;
    observer?.onData({ type: 'snapshot', conversations: [summary('a', 9, 4), summary('b', 2, 1)] });
    const before = inbox.view.conversations;
    network.set(false);
    inbox.markRead('a', 5);
    inbox.markRead('a', 9);
    inbox.markRead('a', 7);
    expect(inbox.view.conversations.map(({ unread, readSeq }) => [unread, readSeq])).toEqual([
      [0, 9],
      [1, 0],
    ]);
    expect(inbox.view.conversations[1]).toBe(before[1]);
    await platform.advance(60_000);
    expect(told).toEqual([]);
    network.set(true);
    await platform.advance(1_000);
    expect(told).toEqual([{ conversationId: 'a', readSeq: 9, isBack: false }]);
    observer?.onData({ type: 'changed', conversations: [{ ...summary('a', 10, 1), readSeq: 9 }], removed: [] });
    expect(inbox.view.conversations[0]).toMatchObject({ unread: 1, readSeq: 9 });
    expect(made.refusal).toBeNull();
  });

  it('[A4] whoever reads and turns away at once has told and kept it: it is read, here and elsewhere, the next time', async () => {
    const store = new MemoryStore();
    const { inbox, told, leavers } = bench(store);
    inbox.markRead('a', 5);
    expect(told).toEqual([]);
    for (const leave of leavers) leave();
    // No time passes: the page may be gone.
    await setImmediate();
    expect(told).toEqual([{ conversationId: 'a', readSeq: 5, isBack: false }]);
    expect(await store.getMeta('me', 'reads.2')).toBe('{"a":{"readSeq":5,"isBack":false}}');
    for (const leave of leavers) leave();
    await setImmediate();
    expect(told).toHaveLength(1);
    await inbox.close('keep');
    expect(leavers.size).toBe(0);
  });

  it('[A4] marked unread, something is unread at once, and stays so until one reads on', async () => {
    const { inbox, observers, platform, told } = bench();
    inbox.subscribe(() => {});
    const [observer] = observers;
    const say = (readSeq: number, unread: number): void =>
      observer?.onData({ type: 'changed', conversations: [{ ...summary('a', 9, unread), readSeq }], removed: [] });
    say(9, 0);
    inbox.markUnread('a', 4);
    expect(inbox.view.conversations[0]).toMatchObject({ unread: 1, readSeq: 3 });
    say(9, 0);
    expect(inbox.view.conversations[0]).toMatchObject({ unread: 1, readSeq: 3 });
    await platform.advance(1_000);
    expect(told).toEqual([{ conversationId: 'a', readSeq: 3, isBack: true }]);
    say(3, 6);
    expect(inbox.view.conversations[0]).toMatchObject({ unread: 6, readSeq: 3 });
    inbox.markRead('a', 5);
    expect(inbox.view.conversations[0]).toMatchObject({ readSeq: 5 });
    await platform.advance(1_000);
    expect(told.at(-1)).toEqual({ conversationId: 'a', readSeq: 5, isBack: false });
  });

  it('[O3] tells a position again after what may pass, and gives up one that is refused for good', async () => {
    const made = bench();
    const { inbox, observers, platform, told } = made;
    inbox.subscribe(() => {});
    for (const observer of observers) observer.onData({ type: 'snapshot', conversations: [summary('a', 9, 4)] });
    made.refusal = new RefusedError('BUSY');
    inbox.markRead('a', 9);
    await platform.advance(500);
    expect(told).toHaveLength(1);
    made.refusal = new RefusedError('NOT_A_MEMBER');
    await platform.advance(60_000);
    expect(told).toHaveLength(2);
    await platform.advance(600_000);
    expect(told).toHaveLength(2);
  });
});
