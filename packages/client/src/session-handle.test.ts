import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NovaClient } from './client.ts';
import { createNovaClient } from './client.ts';
import { NovaClientError } from './errors.ts';
import type { NovaClientOptions } from './options.ts';
import type { Incident } from './report.ts';
import type { DeviceStore } from './store/device-store.ts';
import { MemoryStore } from './store/memory-store.ts';
import { inProcessTabs } from './tabs/in-process-tabs.ts';
import { ModelServer, testUuid } from './testing/model-server.ts';
import { ModelWeb } from './testing/model-web.ts';

const me = testUuid(1_000_001);
const other = testUuid(1_000_002);
const room = testUuid(2_000_001);

let web: ModelWeb;
let clients: NovaClient[];
/** The browser's one cookie. */
let cookie: string;
/** What has been answered to a request waits for this before the tab hears of it. */
let delays: Map<string, Promise<void>>;

/** A tab of a browser: its session is a cookie, the same in all tabs. */
function tab(of: Pick<NovaClientOptions, 'tabs' | 'report'> & { store: DeviceStore }): NovaClient {
  const client = createNovaClient({
    ...of,
    url: web.url,
    auth: { kind: 'cookie' },
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${cookie}`);
      const response = await fetch(input, { ...init, headers });
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      await delays.get(pathname);
      cookie = response.headers.get('set-auth-token') ?? cookie;
      return response;
    },
  });
  clients.push(client);
  return client;
}

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000, interval: 20 });

beforeEach(async () => {
  const model = new ModelServer();
  model.open(room, [me, other]);
  web = new ModelWeb(model);
  await web.start();
  clients = [];
  cookie = '';
  delays = new Map();
});

afterEach(async () => {
  for (const client of clients) await client.close();
  await web.stop();
});

describe('the session as a view', () => {
  it('finds out who it is, and that it is nobody', async () => {
    const client = tab({ store: new MemoryStore() });
    const seen: string[] = [];
    client.session.subscribe(() => seen.push(client.session.view.status));
    expect(client.session.view).toEqual({ status: 'opening', userId: null });
    await until(() => expect(client.session.view).toEqual({ status: 'signedOut', userId: null }));
    expect(web.requests).toEqual(['GET /api/auth/get-session']);
    await client.signIn({ email: me, password: 'right' });
    expect(client.session.view).toEqual({ status: 'signedIn', userId: me });
    await client.signOut();
    expect(client.session.view).toEqual({ status: 'signedOut', userId: null });
    expect(seen).toEqual(['signedOut', 'signedIn', 'signedOut']);
  });

  it('[O8] knows whose device it is without a server, and nothing of a stranger', async () => {
    const store = new MemoryStore();
    const first = tab({ store });
    await first.signIn({ email: me, password: 'right' });
    await first.close();
    await web.stop();
    const offline = tab({ store });
    offline.session.subscribe(() => {});
    await until(() => expect(offline.session.view).toEqual({ status: 'signedIn', userId: me }));
    const stranger = tab({ store: new MemoryStore() });
    stranger.session.subscribe(() => {});
    await until(() => expect(stranger.session.view.status).toBe('unreachable'));
    await web.start();
  });

  it('[O7] lets in whoever asks on a device without room, and says what is so when it cannot be read', async () => {
    const incidents: Incident[] = [];
    const full = new NovaClientError('STORAGE_FULL');
    const store = new MemoryStore();
    const setMeta = vi.spyOn(store, 'setMeta').mockRejectedValue(full);
    const client = tab({ store, report: (incident) => incidents.push(incident) });
    await client.signIn({ email: me, password: 'right' });
    expect(client.session.view).toEqual({ status: 'signedIn', userId: me });
    expect(incidents).toContainEqual({ type: 'storageFailed', what: 'meta', error: full });
    setMeta.mockRestore();

    const getMeta = vi.spyOn(store, 'getMeta').mockRejectedValue(full);
    const unlucky = tab({ store });
    unlucky.session.subscribe(() => {});
    await until(() =>
      expect(unlucky.session.view).toEqual({ status: 'unreadable', userId: null, why: 'STORAGE_FULL' }),
    );
    getMeta.mockRestore();
    await until(() => expect(unlucky.session.view).toEqual({ status: 'signedIn', userId: me }));
  });

  it('[O3] says that the session ended, and goes on after the next sign-in', async () => {
    const client = tab({ store: new MemoryStore() });
    await client.signIn({ email: me, password: 'right' });
    const conversation = client.conversation(room);
    web.endSessions();
    await conversation.send({ body: 'one' });
    await until(() => expect(client.session.view).toEqual({ status: 'expired', userId: me }));
    await client.signIn({ email: me, password: 'right' });
    expect(client.session.view).toEqual({ status: 'signedIn', userId: me });
  });

  it('[O3] an answer to what was asked before one signed in again says nothing of the new session', async () => {
    const client = tab({ store: new MemoryStore() });
    await client.signIn({ email: me, password: 'right' });
    const conversation = client.conversation(room);
    const held = Promise.withResolvers<void>();
    delays.set('/api/trpc/message.send', held.promise);
    web.endSessions();
    await conversation.send({ body: 'one' });
    await until(() => expect(client.outbox.entries[0]?.state.type).toBe('sending'));
    await client.signIn({ email: me, password: 'right' });
    delays.clear();
    held.resolve();
    await until(() => expect(client.outbox.entries[0]?.state.type).toBe('parked'));
    await client.outbox.sendAll();
    await until(() => expect(client.outbox.entries[0]?.state.type ?? 'sent').toMatch(/accepted|sent/));
    expect(client.session.view).toEqual({ status: 'signedIn', userId: me });
  });

  it('[O11][O3] says so in every tab, also in those without a socket and with nothing to send', async () => {
    const [store, tabs] = [new MemoryStore(), inProcessTabs()];
    const [one, two] = [tab({ store, tabs }), tab({ store, tabs })];
    await one.signIn({ email: me, password: 'right' });
    const conversation = one.conversation(room);
    two.session.subscribe(() => {});
    await until(() => expect(two.session.view).toEqual({ status: 'signedIn', userId: me }));
    web.endSessions();
    await conversation.send({ body: 'one' });
    await until(() => expect(one.session.view.status).toBe('expired'));
    await until(() => expect(two.session.view.status).toBe('expired'));
    await two.signIn({ email: me, password: 'right' });
    await until(() => expect(one.session.view).toEqual({ status: 'signedIn', userId: me }));
  });

  it('[O3] says that another tab signed in as somebody else', async () => {
    const [store, tabs] = [new MemoryStore(), inProcessTabs()];
    const [one, two] = [tab({ store, tabs }), tab({ store, tabs })];
    await one.signIn({ email: me, password: 'right' });
    two.session.subscribe(() => {});
    await until(() => expect(two.session.view).toEqual({ status: 'signedIn', userId: me }));
    await one.signIn({ email: other, password: 'right' });
    await until(() => expect(two.session.view).toEqual({ status: 'switched', userId: me, toUserId: other }));
    await two.signIn({ email: me, password: 'right' });
    expect(two.session.view).toEqual({ status: 'signedIn', userId: me });
    await until(() => expect(one.session.view).toEqual({ status: 'switched', userId: other, toUserId: me }));
  });
});
