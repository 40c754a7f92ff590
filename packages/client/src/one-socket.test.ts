import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NovaClient } from './client.ts';
import { createNovaClient } from './client.ts';
import type { Incident } from './report.ts';
import type { DeviceStore } from './store/device-store.ts';
import { MemoryStore } from './store/memory-store.ts';
import { inProcessTabs } from './tabs/in-process-tabs.ts';
import type { TabPorts } from './tabs/tab-ports.ts';
import { ModelServer, testUuid } from './testing/model-server.ts';
import { ModelWeb } from './testing/model-web.ts';

const me = testUuid(1_000_001);
const friend = testUuid(1_000_002);
const room = testUuid(2_000_001);

let web: ModelWeb;
let ports: TabPorts;
let store: DeviceStore;
/** The browser's one cookie. */
let cookie: string;
let clients: NovaClient[];
const incidents: Incident[] = [];

/** The constructor as Node has it. */
const NodeSocket = WebSocket as typeof WebSocket &
  (new (
    url: string | URL,
    how: { headers: Record<string, string> },
  ) => WebSocket);

/** A browser's socket brings the cookie by itself. */
class CookieSocket extends NodeSocket {
  constructor(url: string | URL) {
    super(url, { headers: { authorization: `Bearer ${cookie}` } });
  }
}

function tab(): NovaClient {
  const client = createNovaClient({
    url: web.url,
    auth: { kind: 'cookie' },
    tabs: ports,
    store,
    WebSocket: CookieSocket,
    report: (incident) => incidents.push(incident),
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${cookie}`);
      return fetch(input, { ...init, headers });
    },
  });
  clients.push(client);
  return client;
}

let said = 0;
function speak(times: number): void {
  for (let n = 0; n < times; n++) {
    const input = { conversationId: room, clientId: testUuid(++said), body: `friend ${said}` };
    web.model.perform(friend, { kind: 'send', input });
  }
}

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000, interval: 20 });

beforeEach(async () => {
  const model = new ModelServer();
  model.open(room, [me, friend]);
  web = new ModelWeb(model);
  await web.start();
  [ports, store, clients, cookie] = [inProcessTabs(), new MemoryStore(), [], web.session(me)];
});

afterEach(async () => {
  for (const client of clients) await client.close();
  incidents.splice(0);
  await web.stop();
});

describe('[O11] tabs on real wires', () => {
  it('[D3] three are one socket, also when the one that has it closes and the network is cut', async () => {
    const rooms = [tab(), tab(), tab()].map((client) => client.conversation(room));
    await until(() => expect(rooms.map(({ status }) => status)).toEqual(['live', 'live', 'live']));
    expect(web.openSockets).toBe(1);
    speak(20);
    await until(() => expect(rooms.map(({ asOfSeq }) => asOfSeq)).toEqual([20, 20, 20]));

    const [first, ...others] = rooms;
    speak(5);
    first?.close();
    await clients.shift()?.close();
    speak(5);
    await until(() =>
      expect(others.map(({ asOfSeq, status }) => `${status} ${asOfSeq}`)).toEqual(['live 30', 'live 30']),
    );
    web.cut();
    speak(5);
    await until(() =>
      expect(others.map(({ asOfSeq, status }) => `${status} ${asOfSeq}`)).toEqual(['live 35', 'live 35']),
    );
    expect(web.openSockets).toBe(1);
    expect(incidents).toEqual([]);
  });

  it('all know that the server is away, and that it is back', async () => {
    const rooms = [tab(), tab()].map((client) => client.conversation(room));
    await until(() => expect(rooms.map(({ status }) => status)).toEqual(['live', 'live']));
    await web.stop();
    await until(() => expect(rooms.map(({ status }) => status)).toEqual(['offline', 'offline']));
    speak(1);
    await web.start();
    await until(() => expect(rooms.map(({ status, asOfSeq }) => `${status} ${asOfSeq}`)).toEqual(['live 1', 'live 1']));
    expect(web.openSockets).toBe(1);
  });

  it('programs with sessions of their own have sockets of their own', async () => {
    const bearer = (): NovaClient => {
      const client = createNovaClient({
        url: web.url,
        auth: { kind: 'bearer', token: cookie },
        tabs: ports,
        store,
      });
      clients.push(client);
      return client;
    };
    const rooms = [bearer(), bearer()].map((client) => client.conversation(room));
    await until(() => expect(rooms.map(({ status }) => status)).toEqual(['live', 'live']));
    expect(web.openSockets).toBe(2);
  });
});
