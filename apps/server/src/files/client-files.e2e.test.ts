import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNovaClient, inProcessTabs, MemoryStore, type NovaClient } from '@nova/client';
import { FileStore } from '@nova/client/file-store';
import { tcpProxy } from '@nova/testkit';
import { expect, test } from 'vitest';
import { openTestSystem } from '../testing/test-system.ts';

/** Resolves when the condition holds, looked at after each change of the source. */
function until(source: { subscribe(listener: () => void): () => void }, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return;
      stop();
      resolve();
    };
    const stop = source.subscribe(look);
    look();
  });
}

test('[F8][O1] written offline with files, over the end of the program: it is still there, goes out once, and everybody has the bytes', async () => {
  await using system = await openTestSystem();
  const node = await system.openNode();
  await using way = await tcpProxy({ host: '127.0.0.1', port: Number(new URL(node.url).port) });
  const device = await mkdtemp(join(tmpdir(), 'nova-device-'));
  const url = `http://127.0.0.1:${way.port}`;
  let token: string | null = null;
  let store = new FileStore(device);
  const open = (): NovaClient =>
    createNovaClient({
      url,
      store,
      tabs: inProcessTabs(),
      auth: token === null ? { kind: 'bearer' } : { kind: 'bearer', token },
    });
  const first = open();
  await first.signUp({ name: 'Ann', email: 'ann-files@nova.test', password: 'correct horse' });
  token = first.token;
  const bob = createNovaClient({
    url: node.url,
    store: new MemoryStore(),
    tabs: inProcessTabs(),
    auth: { kind: 'bearer' },
  });
  const bobId = await bob.signUp({ name: 'Bob', email: 'bob-files@nova.test', password: 'correct horse' });
  const { conversationId } = await first.trpc.conversation.openDirect.mutate({ userId: bobId });
  const bobs = bob.conversation(conversationId);
  const text = new Blob(['the minutes\n'.repeat(100)], { type: 'text/plain' });
  await way.cut();
  const files = [
    { bytes: text, name: '../minutes.txt' },
    { bytes: new Blob([new Uint8Array(300_000)]), name: 'zeros' },
  ];
  const before = first.conversation(conversationId);
  await before.send({ body: '', files });
  expect(before.messages.at(-1)).toMatchObject({
    id: null,
    attachments: [{ name: 'minutes.txt', size: text.size }, {}],
  });
  await first.close();
  await store.close();
  store = new FileStore(device);

  const again = open();
  const anns = again.conversation(conversationId);
  await until(anns, () => anns.messages.at(-1)?.attachments?.length === 2);
  expect(await (await again.outbox.file(anns.messages.at(-1)?.attachments?.[0]?.id ?? ''))?.text()).toBe(
    await text.text(),
  );
  await way.restore();
  await until(bobs, () => bobs.messages.some(({ attachments }) => attachments?.length === 2));
  await until(anns, () => anns.messages.every(({ seq }) => seq !== null));
  const [attachment] = bobs.messages.at(-1)?.attachments ?? [];
  expect(await (await bob.readFile(attachment?.id ?? '')).text()).toBe(await text.text());
  expect(bobs.messages.filter(({ attachments }) => attachments)).toHaveLength(1);
  await again.conversation(conversationId).send({ body: 'after' });
  await until(bobs, () => bobs.messages.at(-1)?.body === 'after');
  // Nothing of it is left on the device.
  await until(again.outbox, () => again.outbox.entries.length === 0);
  const kept = await readdir(device, { recursive: true });
  expect(kept.filter((name) => name.includes(`files/`))).toEqual([]);
  await again.close();
  await store.close();
  await bob.close();
  await rm(device, { recursive: true, force: true });
});
