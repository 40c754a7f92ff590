import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNovaClient, type NovaClient } from '../client.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { ModelServer, testUuid } from '../testing/model-server.ts';
import { ModelWeb } from '../testing/model-web.ts';

const me = testUuid(1_000_001);
const room = testUuid(2_000_001);

let web: ModelWeb;
let client: NovaClient;
let store: MemoryStore;
const model = (): ModelServer => {
  const made = new ModelServer();
  made.open(room, [me]);
  return made;
};

beforeEach(async () => {
  const server = model();
  web = new ModelWeb(server);
  await web.start();
  store = new MemoryStore();
  client = createNovaClient({
    url: web.url,
    auth: { kind: 'bearer', token: web.session(me) },
    report: () => {},
    store,
  });
});

afterEach(async () => {
  await client.close();
  await web.stop();
});

describe('searching', () => {
  it('[S1] asks the server; days are those of this device; a page follows another', async () => {
    const asked = async (text: string, more: object = {}): Promise<unknown> => {
      const { hits, from, hasMore } = await client.search.find({ text, sort: 'time', limit: 7, ...more });
      expect([from, hasMore, hits[0]?.seq, hits[0]?.senderId]).toEqual(['server', true, 7, 'time']);
      return JSON.parse(hits[0]?.snippet[0]?.text ?? '');
    };
    expect(await asked('tea from:ann')).toEqual({ text: 'tea from:ann' });
    expect(await asked('before:2026-02-03 tea on:2026-01 cup', { conversationId: room })).toEqual({
      text: 'tea  cup',
      conversationId: room,
      after: new Date(2026, 0, 1).toISOString(),
      before: new Date(2026, 1, 1).toISOString(),
    });
    expect(await asked('tea after:nonsense')).toEqual({ text: 'tea after:nonsense' });
    expect(await asked('tea', { cursor: 'next' })).toEqual({ text: 'tea', cursor: 'next' });
    const nothing = await client.search.find({ text: ' "" ', sort: 'time', limit: 7 });
    expect([nothing.hits, nothing.hasMore]).toEqual([[], false]);
  });

  it('[S3] where nothing has the words as they are, asks for what may be meant, and answers that if it finds something', async () => {
    const textOf = async (text: string, orElse: string, more: object = {}): Promise<unknown> => {
      const { hits } = await client.search.find({ text, orElse, sort: 'time', limit: 7, ...more });
      return hits[0] ? (JSON.parse(hits[0].snippet[0]?.text ?? '') as { text: string }).text : null;
    };
    expect(await textOf('tea', 'tea*')).toBe('tea');
    expect(await textOf('none', 'tea*')).toBe('tea*');
    expect(await textOf('mended', 'mended*')).toBe('mended*');
    expect(await textOf('mended', 'none*')).toBe('mended');
    expect(await textOf('none', 'none*')).toBeNull();
    expect(await textOf('none', 'tea*', { cursor: 'next' })).toBeNull();
  });

  it('[S1] without a way to the server looks through what the device keeps; not for a page that follows', async () => {
    const conversation = client.conversation(room);
    await vi.waitFor(() => expect(conversation.status).toBe('live'), { timeout: 10_000 });
    await conversation.send({ body: 'green tea' });
    await conversation.send({ body: 'black tea' });
    await vi.waitFor(() => expect(client.outbox.entries).toEqual([]), { timeout: 10_000 });
    conversation.close();
    await vi.waitFor(async () => expect(await store.loadSnapshots(me)).toHaveLength(1));
    await web.stop();
    const { hits, from, hasMore } = await client.search.find({ text: 'tea -green', sort: 'relevance', limit: 1 });
    expect([from, hasMore]).toEqual(['device', false]);
    expect(hits.map(({ snippet }) => snippet)).toEqual([
      [
        { text: 'black ', isHit: false },
        { text: 'tea', isHit: true },
      ],
    ]);
    expect((await client.search.find({ text: 'tea', sort: 'time', limit: 1 })).hasMore).toBe(true);
    const next = client.search.find({ text: 'tea', sort: 'time', limit: 1, cursor: 'next' });
    await expect(
      next.then(
        () => 'found',
        () => 'not found',
      ),
    ).resolves.toBe('not found');
    await web.start();
  });

  it('[S4][O8] remembers the last ten searches of a person, each once, until they sign out', async () => {
    for (let n = 0; n < 12; n++) await client.search.remember(`search ${n}`);
    await Promise.all([client.search.remember('  '), client.search.remember('search 5')]);
    const recent = await client.search.recent();
    expect([recent.length, ...recent.slice(0, 3)]).toEqual([10, 'search 5', 'search 11', 'search 10']);
    expect(await client.search.forget('search 11')).toHaveLength(9);
    expect(await store.getMeta(me, 'searches.1')).toContain('search 5');
    expect(await client.search.forget()).toEqual([]);
    await client.search.remember('last');
    await client.signOut();
    expect(await store.getMeta(me, 'searches.1')).toBeNull();
  });
});
