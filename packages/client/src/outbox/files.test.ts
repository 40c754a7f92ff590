import { fakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import type { Uploader } from '../files/uploader.ts';
import { manualNetwork } from '../network.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { Queue, edit, remove, send } from '../testing/queue.ts';
import { RefusedError } from '../transport.ts';
import { verdictOf } from './classification.ts';
import type { Command, OutboxEntry } from './entry.ts';
import { OutboxRunner } from './runner.ts';

function withFiles(entry: OutboxEntry, ...ids: string[]): OutboxEntry {
  if (entry.work.kind !== 'send') throw new Error('only messages have files');
  const file = { name: 'a.txt', alt: null, type: 'text/plain', size: 4, width: null, height: null };
  return { ...entry, work: { ...entry.work, files: ids.map((id) => ({ ...file, id })) } };
}

describe('[F8] a message with files', () => {
  it('uploads first, then is sent, as one attempt', () => {
    const queue = new Queue().add(withFiles(send('a'), 'f'));
    expect(queue.effects.map(({ type }) => type)).toEqual(['persist', 'upload', 'wake']);
    expect(queue.sent()).toEqual([]);
    queue.feed({ type: 'uploaded', id: 'a', attempt: 1 });
    expect(queue.sent()).toEqual(['a']);
    expect(queue.entry('a')).toMatchObject({ attempts: 1, state: { type: 'sending', attempt: 1 } });
  });

  it('holds back what comes after it, and nothing elsewhere (O5)', () => {
    const queue = new Queue().add(withFiles(send('a'), 'f'), send('b'));
    expect(queue.states()).toEqual({ a: 'uploading', b: 'queued' });
    expect(queue.add(send('c', 'c', 'elsewhere')).sent()).toEqual(['c']);
  });

  it('can be given up while its files go: the upload is broken off, they are dropped', () => {
    const queue = new Queue().add(withFiles(send('a'), 'f', 'g')).feed({ type: 'discard', id: 'a' });
    expect(queue.states()).toEqual({});
    expect(queue.effects).toContainEqual({ type: 'persist', put: [], remove: ['a'], dropFiles: ['f', 'g'] });
    expect(queue.effects).toContainEqual({ type: 'abort', id: 'a' });
    expect(new Queue().add(withFiles(send('a'), 'f'), remove('d', 'a')).states()).toEqual({});
  });

  it('takes another text while its files go, and does not begin anew', () => {
    const queue = new Queue().add(withFiles(send('a'), 'f'), edit('e', 'a', 'better'));
    expect(queue.effects.filter(({ type }) => type === 'upload')).toEqual([]);
    queue.feed({ type: 'uploaded', id: 'a', attempt: 1 });
    expect(queue.entry('a')?.work).toMatchObject({ body: 'better' });
  });

  it('keeps its files until it is gone, whatever becomes of it', () => {
    const queue = new Queue().add(withFiles(send('a'), 'f'));
    const verdict = { ...verdictOf('FILE_REFUSED'), landed: 'no' as const };
    queue.feed({ type: 'refused', id: 'a', attempt: 1, verdict, chance: 0 });
    expect(queue.entry('a')).toMatchObject({ unsure: false, state: { type: 'failed', reason: 'FILE_REFUSED' } });
    queue.feed({ type: 'retry', id: 'a', freshId: 'x' });
    expect(queue.states()).toEqual({ a: 'uploading' });
    queue.feed({ type: 'uploaded', id: 'a', attempt: 1 });
    queue.accept('a', 3).feed({ type: 'applied', conversationId: 'c', asOfSeq: 3, own: [], deleted: [] });
    expect(queue.effects).toContainEqual({ type: 'persist', put: [], remove: ['a'], dropFiles: ['f'] });
  });

  it('begins anew after a reload, sure that nothing has landed', () => {
    const before = new Queue().add(withFiles(send('a'), 'f')).state.entries;
    const queue = new Queue().feed({ type: 'loaded', entries: before });
    expect(queue.entry('a')).toMatchObject({ unsure: false, state: { type: 'uploading', attempt: 2 } });
  });

  it('asks to sign in like any other, and then goes on', () => {
    const queue = new Queue().add(withFiles(send('a'), 'f'), send('b'));
    queue.feed({ type: 'refused', id: 'a', attempt: 1, verdict: verdictOf('UNAUTHENTICATED'), chance: 0 });
    expect(queue.states()).toEqual({ a: 'parked', b: 'parked' });
    expect(queue.feed({ type: 'sendAll' }).states()).toEqual({ a: 'uploading', b: 'queued' });
  });
});

describe('[F8] the sender of files', () => {
  async function open(uploader: Uploader) {
    const [store, platform, network] = [new MemoryStore(), fakePlatform(), manualNetwork()];
    const sent: Command[] = [];
    const progress: (number | null)[] = [];
    const runner = new OutboxRunner({
      account: 'me',
      store,
      platform,
      network,
      uploader,
      onProgress: (_id, bytes) => progress.push(bytes),
      transport: {
        perform: (command) => {
          sent.push(command);
          return Promise.resolve({ messageId: 'm', seq: 1 });
        },
      },
    });
    for (const id of ['f', 'g'])
      await store.putFile('me', id, { bytes: new Blob(['1234']), addedAtMs: platform.nowMs() });
    await runner.start();
    return { runner, platform, network, store, sent, progress };
  }

  it('uploads only what the server does not have, tells how far it is, and names the files in the message', async () => {
    const uploads: string[] = [];
    const { runner, platform, sent, progress } = await open({
      uploaded: () => Promise.resolve(['f']),
      upload: (file, bytes, { onProgress }) => {
        uploads.push(`${file.id} ${bytes.size}`);
        onProgress(2);
        return Promise.resolve();
      },
    });
    await runner.dispatch({ type: 'add', entry: withFiles(send('a'), 'f', 'g') });
    await platform.advance(0);
    expect(uploads).toEqual(['g 4']);
    expect(progress).toEqual([4, 2, 4, null, null]);
    expect(sent).toMatchObject([{ kind: 'send', input: { attachmentIds: ['f', 'g'] } }]);
  });

  it('[O2] goes on by itself after an outage; a file the device lost fails at once', async () => {
    let refusals = 2;
    const { runner, platform, sent, store } = await open({
      uploaded: () => Promise.resolve([]),
      upload: () => (refusals-- > 0 ? Promise.reject(new RefusedError('BUSY')) : Promise.resolve()),
    });
    await runner.dispatch({ type: 'add', entry: withFiles(send('a'), 'f') });
    for (let n = 0; n < 5; n++) await platform.advance(10_000);
    expect(sent).toHaveLength(1);
    await store.writeOutbox('me', { put: [], remove: [], dropFiles: ['g'] });
    await runner.dispatch({ type: 'add', entry: withFiles(send('b', 'b', 'd'), 'g') });
    await platform.advance(0);
    expect(runner.entries.at(-1)?.state).toMatchObject({ type: 'failed', reason: 'FILE_NOT_FOUND' });
  });

  it('[O2] cut off by going offline, it burns no attempt', async () => {
    const { runner, platform, network } = await open({
      uploaded: () => Promise.resolve([]),
      upload: (_file, _bytes) => {
        network.set(false);
        return Promise.reject(new TypeError('gone'));
      },
    });
    await runner.dispatch({ type: 'add', entry: withFiles(send('a'), 'f') });
    await platform.advance(0);
    expect(runner.entries[0]).toMatchObject({ attempts: 0, state: { type: 'waiting' } });
  });

  it('a discarded upload is broken off and its bytes leave the device', async () => {
    let signal: AbortSignal | null = null;
    const { runner, platform, store } = await open({
      uploaded: () => Promise.resolve([]),
      upload: (_file, _bytes, hooks) => {
        signal = hooks.signal;
        return new Promise(() => {});
      },
    });
    await runner.dispatch({ type: 'add', entry: withFiles(send('a'), 'f') });
    await platform.advance(0);
    await runner.dispatch({ type: 'discard', id: 'a' });
    expect(signal).toMatchObject({ aborted: true });
    expect(await store.getFile('me', 'f')).toBeNull();
  });
});
