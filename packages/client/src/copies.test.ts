import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { NovaClient } from './client.ts';
import { createNovaClient } from './client.ts';
import type { Incident } from './report.ts';
import { MemoryStore } from './store/memory-store.ts';
import { ModelServer, testUuid } from './testing/model-server.ts';
import { ModelWeb } from './testing/model-web.ts';

const me = testUuid(1_000_001);
const friend = testUuid(1_000_002);
const room = testUuid(2_000_001);

let web: ModelWeb;
let store: MemoryStore;
const clients: NovaClient[] = [];
const incidents: Incident[] = [];

function open(): NovaClient {
  const client = createNovaClient({
    url: web.url,
    auth: { kind: 'bearer', token: web.session(me) },
    report: (incident) => incidents.push(incident),
    store,
  });
  clients.push(client);
  return client;
}

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000, interval: 20 });

beforeEach(async () => {
  const model = new ModelServer();
  model.open(room, [me, friend]);
  model.inbox = [room];
  web = new ModelWeb(model);
  await web.start();
  store = new MemoryStore();
});

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  incidents.splice(0);
  await web.stop();
});

it.each([
  { 'inbox.2': '[null]' },
  { 'inbox.2': '[{"lastMessage":{}}]' },
  { 'people.1': '{"profiles":7}' },
  { 'saved.1': '[null]' },
])('[O13] opens whatever a copy on the device has become: %j', async (spoiled) => {
  const first = open();
  await first.ready();
  await first.close();
  for (const [key, text] of Object.entries(spoiled)) await store.setMeta(me, key, text);
  const client = open();
  expect(await client.ready()).toBe(me);
  expect(incidents).toMatchObject([{ type: 'uncaught' }]);
  const leave = client.inbox.subscribe(() => {});
  await until(() => expect(client.inbox.conversations.map(({ id }) => id)).toEqual([room]));
  leave();
});

it('[O13][O1] forgets copies and nothing else, and what was written leaves once, by the next client', async () => {
  const first = open();
  await first.ready();
  const leave = first.inbox.subscribe(() => {});
  await until(() => expect(first.inbox.view.status).toBe('live'));
  const before = first.conversation(room);
  await before.send({ body: 'one' });
  await until(() => expect(before.messages).toMatchObject([{ sending: null }]));
  await web.stop();
  await until(() => expect(first.network.online()).toBe(false));
  await before.send({ body: 'two' });
  first.drafts.set(room, { body: 'half a sent', replyToId: null });
  for (const _ of ['once', 'again']) await first.session.forgetCopies();
  leave();
  const kept = (key: string): Promise<string | null> => store.getMeta(me, key);
  expect([await store.loadSnapshots(me), await kept('inbox.2'), await kept('people.1')]).toEqual([[], null, null]);
  expect(await kept('drafts.1')).toContain('half a sent');
  await web.start();
  const next = open();
  const after = next.conversation(room);
  await until(() => expect(after.messages).toMatchObject([{ body: 'one' }, { body: 'two', sending: null }]));
  expect(web.model.messages(room).map(({ body }) => body)).toEqual(['one', 'two']);
  expect(next.drafts.get(room)?.body).toBe('half a sent');
});
