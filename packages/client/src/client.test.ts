import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NovaClient } from './client.ts';
import { createNovaClient } from './client.ts';
import type { NovaClientOptions } from './options.ts';
import type { Incident } from './report.ts';
import { MemoryStore } from './store/memory-store.ts';
import { inProcessTabs } from './tabs/in-process-tabs.ts';
import { ModelServer, testUuid } from './testing/model-server.ts';
import { ModelWeb } from './testing/model-web.ts';

const me = testUuid(1_000_001);
const friend = testUuid(1_000_002);
const room = testUuid(2_000_001);

let web: ModelWeb;
const clients: NovaClient[] = [];
const incidents: Incident[] = [];

function open(options: Partial<NovaClientOptions> = {}): NovaClient {
  const client = createNovaClient({
    url: web.url,
    auth: { kind: 'bearer', token: web.session(me) },
    report: (incident) => incidents.push(incident),
    ...options,
  });
  clients.push(client);
  return client;
}

function speak(n: number): void {
  web.model.perform(friend, {
    kind: 'send',
    input: { conversationId: room, clientId: testUuid(n), body: `friend ${n}` },
  });
}

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000, interval: 20 });

beforeEach(async () => {
  const model = new ModelServer();
  model.open(room, [me, friend]);
  web = new ModelWeb(model);
  await web.start();
});

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  incidents.splice(0);
  await web.stop();
});

describe('the client on real wires', () => {
  it('comes to life by itself when the server did not say at first who it is', async () => {
    let asked = 0;
    const client = open({
      fetch: (...request) => (++asked <= 2 ? Promise.resolve(new Response('', { status: 503 })) : fetch(...request)),
    });
    const conversation = client.conversation(room);
    await until(() => expect(conversation.status).toBe('live'));
    expect(asked).toBeGreaterThan(2);
  });

  it('[O1][D8] sends, shows at once, and is confirmed by the event', async () => {
    const client = open();
    const conversation = client.conversation(room);
    const states: string[] = [];
    conversation.subscribe(() =>
      states.push(...conversation.messages.map(({ sending }) => sending?.state.type ?? 'confirmed')),
    );
    const clientId = await conversation.send({ body: 'hello' });
    expect(conversation.messages.map(({ body }) => body)).toEqual(['hello']);
    await until(() => expect(conversation.messages[0]).toMatchObject({ seq: 1, sending: null, clientId }));
    await until(() => expect(client.outbox.entries).toEqual([]));
    expect(states.indexOf('confirmed')).toBeGreaterThan(states.indexOf('sending'));
    await conversation.edit({ clientId }, { body: 'hello!' });
    await conversation.react({ clientId }, { emoji: '👋', on: true });
    await until(() =>
      expect(web.model.messages(room)[0]).toMatchObject({ body: 'hello!', version: 2, reactions: [{ emoji: '👋' }] }),
    );
    await until(() => expect(conversation.messages[0]).toMatchObject({ version: 2, changes: [] }));
    await conversation.delete({ clientId });
    await until(() => expect(conversation.messages[0]).toMatchObject({ body: null, deletedById: me }));
  });

  it('[V2] whoever asked for a place hears that it is there after those who show it, in a burst of news too', async () => {
    for (let n = 1; n <= 200; n++) speak(n);
    const conversation = open().conversation(room);
    await until(() => expect(conversation.status).toBe('live'));
    const shown = (): string => [conversation.messages[0], conversation.messages.at(-1)].map((one) => one?.seq).join();
    let told = '';
    conversation.subscribe(() => (told = shown()));
    for (const load of [() => conversation.loadAround(20), () => conversation.loadNewer()]) {
      const since = conversation.asOfSeq;
      speak(1_000 + since);
      await until(() => expect(conversation.asOfSeq).toBe(since + 1));
      await load();
      expect(told).toBe(shown());
    }
  });

  it('[D3][D8] resumes by lastEventId over cut sockets: no hole, no repeat', async () => {
    const conversation = open().conversation(room);
    await until(() => expect(conversation.status).toBe('live'));
    for (let n = 1; n <= 60; n++) {
      speak(n);
      if (n % 20 === 0) {
        web.cut();
        for (let more = 0; more < 5; more++) speak(1_000 + n + more);
        await until(() => expect(conversation.asOfSeq).toBe(web.model.log(room).length));
      }
    }
    await until(() => expect(conversation.status).toBe('live'));
    expect(conversation.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 75 }, (_, n) => n + 1));
    expect(incidents).toEqual([]);
  });

  it('[O1][O2] a server that is away burns no attempt, and what was written meanwhile goes when it is back', async () => {
    const client = open();
    const conversation = client.conversation(room);
    await until(() => expect(conversation.status).toBe('live'));
    await web.stop();
    await until(() => expect(client.network.online()).toBe(false));
    await until(() => expect(conversation.status).toBe('offline'));
    await conversation.send({ body: 'written offline' });
    expect(client.outbox.entries).toMatchObject([{ attempts: 0, state: { type: 'queued' } }]);
    await web.start();
    await until(() => expect(web.model.messages(room).map(({ body }) => body)).toEqual(['written offline']));
    await until(() => expect(conversation.messages).toMatchObject([{ sending: null }]));
  });

  it('[O1][D1] opens from the device and goes on from its cursor', async () => {
    const store = new MemoryStore();
    for (let n = 1; n <= 5; n++) speak(n);
    const first = open({ store });
    const before = first.conversation(room);
    await until(() => expect(before.messages).toHaveLength(5));
    await first.close();
    web.requests.splice(0);
    speak(6);
    const after = open({ store }).conversation(room);
    await until(() => expect(after.messages).toHaveLength(6));
    expect(web.requests.filter((request) => request.includes('message.list'))).toEqual([]);
  });

  it('[O1] what the device has of a conversation that is awaited is there with the account', async () => {
    const store = new MemoryStore();
    for (let n = 1; n <= 3; n++) speak(n);
    const first = open({ store });
    const before = first.conversation(room);
    await until(() => expect(before.messages).toHaveLength(3));
    await first.close();
    await web.stop();
    const client = open({ store });
    const after = client.conversation(room);
    const shown: (readonly [string | null, number])[] = [];
    client.session.subscribe(() => shown.push([client.userId, after.messages.length]));
    await client.ready();
    expect(shown).toEqual([[me, 3]]);
  });

  it('[O1] what was read ahead is shown at the beginning alone: whoever comes back later sees what came since', async () => {
    const store = new MemoryStore();
    for (let n = 1; n <= 3; n++) speak(n);
    const first = open({ store });
    const before = first.conversation(room);
    await until(() => expect(before.messages).toHaveLength(3));
    await first.close();
    const client = open({ store });
    const after = client.conversation(room);
    speak(4);
    await until(() => expect(after.messages).toHaveLength(4));
    after.close();
    const kept = async (): Promise<void> => expect((await store.loadSnapshot(me, room))?.messages).toHaveLength(4);
    await vi.waitFor(kept, { timeout: 15_000 });
    await web.stop();
    await until(() => expect(client.network.online()).toBe(false));
    const again = client.conversation(room);
    await until(() => expect(again.messages).toHaveLength(4));
  });

  it('[V1] whoever comes back sees in the same step what was there, if nothing has happened since', async () => {
    speak(1);
    web.model.inbox = [room];
    const client = open();
    const leave = client.inbox.subscribe(() => {});
    const before = client.conversation(room);
    await until(() => expect(before.status).toBe('live'));
    await until(() => expect(client.inbox.conversations).toMatchObject([{ lastSeq: 1 }]));
    before.close();
    const back = client.conversation(room);
    expect(back.messages.map(({ body }) => body)).toEqual(['friend 1']);
    await until(() => expect(back.status).toBe('live'));
    speak(2);
    await until(() => expect(back.messages).toHaveLength(2));
    back.close();
    // Nobody hears any more of what happens there.
    leave();
    expect(client.conversation(room).messages).toEqual([]);
  });

  it('[O1] what could not be read ahead is read when it is shown', async () => {
    const store = new MemoryStore();
    speak(1);
    const first = open({ store });
    const before = first.conversation(room);
    await until(() => expect(before.messages).toHaveLength(1));
    await first.close();
    await web.stop();
    vi.spyOn(store, 'loadSnapshot').mockRejectedValueOnce(new Error('not now'));
    const after = open({ store }).conversation(room);
    await until(() => expect(after.messages).toHaveLength(1));
  });

  it('[O3] a lost session parks the queue; signing in again and one sendAll sends it', async () => {
    const client = open();
    const conversation = client.conversation(room);
    await until(() => expect(conversation.status).toBe('live'));
    web.endSessions();
    await conversation.send({ body: 'one' });
    await until(() => expect(client.outbox.entries).toMatchObject([{ state: { type: 'parked' } }]));
    await until(() => expect([conversation.status, conversation.view.failure]).toEqual(['failed', 'UNAUTHENTICATED']));
    await expect(client.signIn({ email: me, password: 'wrong' })).rejects.toMatchObject({
      code: 'SIGN_IN_REFUSED',
      detail: 401,
    });
    await client.signIn({ email: me, password: 'right' });
    expect(web.model.messages(room)).toEqual([]);
    await client.outbox.sendAll();
    await until(() => expect(conversation.messages).toMatchObject([{ body: 'one', sending: null }]));
  });

  it('[O8] asks before it signs out with unsent messages, and leaves nothing behind', async () => {
    const [store, tabs] = [new MemoryStore(), inProcessTabs()];
    const [client, otherTab] = [open({ store, tabs }), open({ store, tabs })];
    const conversation = client.conversation(room);
    const other = otherTab.conversation(room);
    speak(1);
    await until(() => expect([conversation.messages.length, other.messages.length]).toEqual([1, 1]));
    await conversation.send({ body: 'x'.repeat(9_000) });
    await until(() => expect(client.outbox.entries).toMatchObject([{ state: { type: 'failed' } }]));
    await expect(client.signOut()).rejects.toMatchObject({ code: 'OUTBOX_NOT_EMPTY', detail: 1 });
    expect(await store.loadOutbox(me)).toHaveLength(1);
    await client.signOut({ force: true });
    await until(() => expect([client.userId, otherTab.userId, other.messages]).toEqual([null, null, []]));
    expect([
      await store.loadOutbox(me),
      await store.loadSnapshot(me, room),
      await store.getMeta('', 'account'),
    ]).toEqual([[], null, null]);
  });

  it('[O3] what one person wrote never leaves under the session of the next', async () => {
    const store = new MemoryStore();
    const first = open({ store });
    const conversation = first.conversation(room);
    await until(() => expect(conversation.status).toBe('live'));
    await first.close();
    await web.stop();
    const offline = open({ store });
    await offline.conversation(room).send({ body: 'mine' });
    await offline.close();
    await web.start();
    const next = open({ store, auth: { kind: 'bearer', token: web.session(friend) } });
    await next.ready();
    await until(() => expect(next.userId).toBe(friend));
    // What one had written would have left before.
    await next.conversation(room).send({ body: 'of the next' });
    await until(() => expect(web.model.messages(room).map(({ body }) => body)).toContain('of the next'));
    expect(web.model.messages(room)).toMatchObject([{ body: 'of the next', senderId: friend }]);
    expect(await store.loadOutbox(me)).toHaveLength(1);
  });

  it('[D7] ends with the own removal', async () => {
    const conversation = open().conversation(room);
    await until(() => expect(conversation.status).toBe('live'));
    web.model.remove(room, me);
    speak(1);
    await until(() => expect(conversation.status).toBe('ended'));
    expect(conversation.messages).toEqual([]);
  });

  it('closes everything it opened', async () => {
    const client = open();
    const conversation = client.conversation(room);
    await until(() => expect(conversation.status).toBe('live'));
    await client.close();
    await until(() => expect(web.openSockets).toBe(0));
    await expect(conversation.send({ body: 'late' })).rejects.toMatchObject({ code: 'CLOSED' });
  });
});
