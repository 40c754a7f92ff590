import { createNovaClient, inProcessTabs, MemoryStore, type NovaClient } from '@nova/client';
import { type TcpProxy, tcpProxy } from '@nova/testkit';
import { expect, test, vi } from 'vitest';
import { openTestSystem } from './testing/test-system.ts';

/** A client that signed up; `incidents` are what it would report. */
async function join(url: string, name: string): Promise<{ client: NovaClient; incidents: unknown[]; id: string }> {
  const incidents: unknown[] = [];
  const client = createNovaClient({
    url,
    store: new MemoryStore(),
    tabs: inProcessTabs(),
    auth: { kind: 'bearer' },
    report: (incident) => incidents.push(incident),
  });
  const id = await client.signUp({ name, email: `${name}-${incidents.length}@nova.test`, password: 'correct horse' });
  return { client, incidents, id };
}

/** Resolves when the conversation shows exactly these texts, in this order, all of them confirmed. */
function shows(conversation: ReturnType<NovaClient['conversation']>, bodies: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { messages } = conversation;
      const shown = messages.map(({ body }) => body);
      if (shown.length < bodies.length || messages.some((message) => message.seq === null)) return;
      if (!shown.every((body, place) => body === bodies[place])) return;
      stop();
      resolve();
    };
    const stop = conversation.subscribe(look);
    look();
  });
}

async function awayOf(way: TcpProxy, doing: () => Promise<unknown>): Promise<void> {
  await way.cut();
  await doing();
  await way.restore();
}

test('[D3][O1][D10] two people talk through two nodes, one loses the way for a while; both see the same in the end', async () => {
  await using system = await openTestSystem();
  const [here, there] = await Promise.all([system.openNode(), system.openNode()]);
  await using way = await tcpProxy({ host: '127.0.0.1', port: Number(new URL(there.url).port) });
  const ann = await join(here.url, 'Ann');
  const bob = await join(`http://127.0.0.1:${way.port}`, 'Bob');
  const { conversationId } = await ann.client.trpc.conversation.openDirect.mutate({ userId: bob.id });
  const [anns, bobs] = [ann.client.conversation(conversationId), bob.client.conversation(conversationId)];
  await anns.send({ body: 'hello Bob' });
  await shows(bobs, ['hello Bob']);
  await bobs.send({ body: 'hello Ann' });
  await shows(anns, ['hello Bob', 'hello Ann']);
  await awayOf(way, async () => {
    await bobs.send({ body: 'written on the train' });
    await anns.send({ body: 'are you there?' });
  });
  const all = ['hello Bob', 'hello Ann', 'are you there?', 'written on the train'];
  await shows(anns, all);
  await shows(bobs, all);
  const gaps = [...ann.incidents, ...bob.incidents].filter((incident) => JSON.stringify(incident).includes('"gap"'));
  expect(gaps).toEqual([]);
  await Promise.all([ann.client.close(), bob.client.close()]);
}, 60_000);

test('[D11] an inbox counts what is unread, and presence tells who is there', async () => {
  await using system = await openTestSystem();
  const [here, there] = await Promise.all([system.openNode(), system.openNode()]);
  const [ann, bob] = [await join(here.url, 'Ann'), await join(there.url, 'Bob')];
  const { conversationId } = await ann.client.trpc.conversation.openDirect.mutate({ userId: bob.id });
  const online = Promise.withResolvers<void>();
  const watching = ann.client.trpc.presence.watch.subscribe(
    { userIds: [bob.id] },
    { onData: (item) => item.type === 'presence' && item.online && online.resolve(), onError: online.reject },
  );
  const unread = Promise.withResolvers<number>();
  const inbox = bob.client.trpc.inbox.changes.subscribe(undefined, {
    onData: ({ conversations }) => {
      const count = conversations.find(({ id }) => id === conversationId)?.unread ?? 0;
      if (count === 3) unread.resolve(count);
    },
    onError: unread.reject,
  });
  await online.promise;
  const anns = ann.client.conversation(conversationId);
  for (const body of ['one', 'two', 'three']) await anns.send({ body });
  expect(await unread.promise).toBe(3);
  watching.unsubscribe();
  inbox.unsubscribe();
  await Promise.all([ann.client.close(), bob.client.close()]);
}, 60_000);

test('[P1][P2] a status and a name reach everybody who sees them, and all devices of their person, through two nodes', async () => {
  await using system = await openTestSystem();
  const [here, there] = await Promise.all([system.openNode(), system.openNode()]);
  const [ann, bob] = [await join(here.url, 'Ann'), await join(there.url, 'Bob')];
  const phone = createNovaClient({
    url: there.url,
    store: new MemoryStore(),
    tabs: inProcessTabs(),
    auth: { kind: 'bearer' },
  });
  await phone.signIn({ email: 'Ann-0@nova.test', password: 'correct horse' });
  await ann.client.trpc.conversation.openDirect.mutate({ userId: bob.id });
  const leaves = [ann.client, bob.client, phone].map((client) => client.inbox.subscribe(() => {}));
  const saw = (read: () => unknown, wanted: unknown): Promise<void> =>
    vi.waitFor(() => expect(read()).toEqual(wanted), 10_000);
  await saw(() => bob.client.inbox.conversations[0]?.peer?.name, 'Ann');
  const status = { emoji: '🌴', text: 'On vacation', until: null };
  await ann.client.people.setStatus(status);
  expect(ann.client.people.me?.status).toEqual(status);
  await saw(() => bob.client.people.profile(ann.id)?.status, status);
  await saw(() => phone.people.me?.status, status);
  await ann.client.people.updateProfile({ name: 'Anna' });
  await saw(() => [bob.client.inbox.conversations[0]?.peer?.name, phone.people.me?.name], ['Anna', 'Anna']);
  const until = new Date(Date.now() + 1_500).toISOString();
  await ann.client.people.setStatus({ ...status, until });
  await saw(() => bob.client.people.profile(ann.id)?.status?.until, until);
  await saw(() => [bob.client.people.profile(ann.id)?.status, phone.people.me?.status], [null, null]);
  for (const leave of leaves) leave();
  await Promise.all([ann.client.close(), bob.client.close(), phone.close()]);
}, 60_000);

test('[D7] removed before their eyes and added again, somebody sees the conversation go on, without asking for it', async () => {
  await using system = await openTestSystem();
  const { url } = await system.openNode();
  const [ann, bob] = [await join(url, 'Ann'), await join(url, 'Bob')];
  const { createGroup, removeMember, addMembers } = ann.client.trpc.conversation;
  const { conversationId } = await createGroup.mutate({ title: 'Book club', memberIds: [bob.id] });
  const [anns, bobs] = [ann.client.conversation(conversationId), bob.client.conversation(conversationId)];
  await anns.send({ body: 'before' });
  await shows(bobs, ['before']);
  const status = (wanted: string): Promise<void> => vi.waitFor(() => expect(bobs.status).toBe(wanted), 10_000);
  const leaveInbox = bob.client.inbox.subscribe(() => {});
  await vi.waitFor(() => expect(bob.client.inbox.conversations).toHaveLength(1), 10_000);
  await removeMember.mutate({ conversationId, userId: bob.id });
  await status('ended');
  await vi.waitFor(() => expect(bob.client.inbox.conversations).toHaveLength(0), 10_000);
  await addMembers.mutate({ conversationId, userIds: [bob.id] });
  await status('live');
  await anns.send({ body: 'after' });
  await shows(bobs, ['before', 'after']);
  leaveInbox();
  await Promise.all([ann.client.close(), bob.client.close()]);
});
