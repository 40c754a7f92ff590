import { fakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { LiveConversation } from './conversation.ts';
import { manualNetwork } from './network.ts';
import { OutboxRunner } from './outbox/runner.ts';
import { tailMax } from './replica/apply.ts';
import { MemoryStore } from './store/memory-store.ts';
import { ConversationSync } from './sync/conversation-sync.ts';
import { ModelServer, testUuid } from './testing/model-server.ts';
import type { FollowSink } from './transport.ts';

const me = testUuid(1_000_001);
const friend = testUuid(1_000_002);
const conversationId = testUuid(2_000_001);

async function open() {
  const platform = fakePlatform();
  const common = { platform, network: manualNetwork(), store: new MemoryStore() };
  const server = new ModelServer();
  server.open(conversationId, [me, friend]);
  let sink: FollowSink | null = null;
  const transport = {
    perform: () => new Promise<never>(() => {}),
    list: () => Promise.resolve(server.list(me, { conversationId })),
    thread: () => new Promise<never>(() => {}),
    follow: (_: unknown, given: FollowSink) => {
      sink = given;
      given.live();
      return () => {};
    },
  };
  const outbox = new OutboxRunner({ ...common, account: me, transport });
  const sync = new ConversationSync({ ...common, conversationId, self: me, transport });
  let ids = 500_000;
  const newId = () => testUuid(ids++);
  const live = new LiveConversation({ conversationId, self: me, sync, outbox, platform, newId });
  await outbox.start();
  await sync.start();
  await platform.advance(100);
  let n = 0;
  return {
    live,
    platform,
    /** A friend's message, as it comes off the wire. */
    hear(): void {
      const seq = ++n;
      const head = { v: 1, conversationId, seq, at: '', actorId: friend, senderId: friend } as const;
      const message = { messageId: testUuid(seq), clientId: testUuid(100_000 + seq), body: `text ${seq}`, sentAt: '' };
      sink?.item(`e1.${seq}`, { ...head, ...message, type: 'message.created', replyToId: null, threadRootId: null });
    },
  };
}

describe('a live conversation', () => {
  it('tells the first of a burst at once and the rest together, and always knows the newest', async () => {
    const { live, platform, hear } = await open();
    const seen: number[] = [];
    live.subscribe(() => seen.push(live.view.messages.length));
    for (let n = 0; n < 10; n++) hear();
    expect(live.view.messages).toHaveLength(10);
    expect(seen).toEqual([1]);
    await platform.advance(30);
    expect(seen).toEqual([1, 10]);
    await platform.advance(30);
    hear();
    expect(seen).toEqual([1, 10, 11]);
    live.close();
    hear();
    await platform.advance(1_000);
    expect(seen).toHaveLength(3);
  });

  it('tells at once, in the middle of a burst too, when somebody waits for it', async () => {
    const { live, platform, hear } = await open();
    const seen: number[] = [];
    live.subscribe(() => seen.push(live.view.messages.length));
    for (let n = 0; n < 3; n++) hear();
    live.tell();
    live.tell();
    await platform.advance(30);
    expect(seen).toEqual([1, 3]);
  });

  it('shows what the person sends at once, in the middle of a burst too', async () => {
    const { live, hear } = await open();
    let told = 0;
    live.subscribe(() => told++);
    for (let n = 0; n < 3; n++) hear();
    const before = told;
    await live.send({ body: 'mine' });
    expect(told).toBeGreaterThan(before);
    expect(live.view.messages.at(-1)).toMatchObject({ body: 'mine', sending: {} });
  });

  it('the view is the same object until something changes', async () => {
    const { live, hear } = await open();
    hear();
    const { view } = live;
    expect(live.view).toBe(view);
    hear();
    expect(live.view.messages[0]).toBe(view.messages[0]);
  });

  it('catches up on more than it may keep, in time that grows with what it missed and not with its square', async () => {
    const { live, platform, hear } = await open();
    let told = 0;
    live.subscribe(() => told++);
    const since = performance.now();
    for (let n = 0; n < tailMax + 1; n++) {
      hear();
      if (n % 100 === 0) await platform.advance(1);
    }
    // Rebuilding the list for each event took half a minute.
    expect(performance.now() - since).toBeLessThan(6_000);
    expect(told).toBeLessThan(20);
    expect(live.view.messages.length).toBeLessThan(tailMax);
    expect(live.view).toMatchObject({ hasMoreBefore: true, asOfSeq: tailMax + 1 });
    expect(live.view.messages.at(-1)?.body).toBe(`text ${tailMax + 1}`);
  });
});

describe('a thread of it', () => {
  it('[T2] shows what is sent into it, which the conversation leaves out unless it was also sent', async () => {
    const { live, hear } = await open();
    hear();
    const rootId = live.view.messages[0]?.id ?? '';
    const thread = live.thread(rootId);
    const said = () => [live.view.messages, thread.view.messages].map((list) => list.map(({ body }) => body));
    let told = 0;
    live.subscribe(() => told++);
    await live.send({ body: 'in the thread', threadRootId: rootId });
    expect(told).toBe(1);
    await live.send({ body: 'in both', threadRootId: rootId, alsoSend: true });
    await live.send({ body: 'not in it' });
    expect(said()).toEqual([
      ['text 1', 'in both', 'not in it'],
      ['in the thread', 'in both'],
    ]);
    expect(thread.view.root?.id).toBe(rootId);
    expect(thread.view).toBe(thread.view);
  });
});
