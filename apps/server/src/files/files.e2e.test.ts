import { randomBytes, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '@nova/contract';
import { openDatabase } from '@nova/db';
import { DiskStore } from '@nova/files';
import { systemPlatform } from '@nova/delivery';
import { describe, expect, test } from 'vitest';
import { announce, get, put } from '../testing/file-client.ts';
import { openScene, type Scene } from '../testing/scene.ts';
import { signUp } from '../testing/stock-client.ts';
import { sweepStep } from './sweep-step.ts';

// One white pixel.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
);

async function sentFile(scene: Scene, file: Parameters<typeof put>[2]): Promise<{ id: string; messageId: string }> {
  const { id, status } = await put(scene.node.url, scene.ann, file);
  expect(status).toBe(200);
  const { conversationId, anns } = scene;
  const { messageId } = await anns.message.send.mutate({
    conversationId,
    clientId: randomUUID(),
    body: '',
    attachmentIds: [id],
  });
  return { id, messageId };
}

describe('files over HTTP', () => {
  test('[F1] a file goes up, is sent, and comes down whole, in parts and not at all when it is there already', async () => {
    await using scene = await openScene();
    const { url } = scene.node;
    const bytes = randomBytes(1_500_000);
    const { id } = await sentFile(scene, { body: bytes, name: '../../naïve \u202Efdp.bin', type: 'text/html' });
    const whole = await get(url, scene.bob, id);
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    expect(whole.headers.get('content-disposition')).toBe(
      `attachment; filename="na?ve fdp.bin"; filename*=UTF-8''na%C3%AFve%20fdp.bin`,
    );
    const part = await get(url, scene.bob, id, { range: 'bytes=1000000-' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1000000-1499999/1500000']);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1_000_000))).toBe(true);
    expect((await get(url, scene.bob, id, { range: 'bytes=1500000-' })).status).toBe(416);
    const etag = whole.headers.get('etag') ?? '';
    expect((await get(url, scene.bob, id, { 'if-none-match': etag })).status).toBe(304);
    expect(
      (await scene.anns.message.list.query({ conversationId: scene.conversationId })).messages[0]?.attachments,
    ).toMatchObject([{ id, name: 'naïve fdp.bin', type: 'application/octet-stream', size: 1_500_000 }]);
  });

  test('[F2] nothing that is handed out can run, whatever it is called and said to be', async () => {
    await using scene = await openScene();
    const { url } = scene.node;
    const offered = [
      { body: '<script>alert(1)</script>', name: 'page.html', type: 'text/html' },
      {
        body: '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        name: 'a.svg',
        type: 'image/svg+xml',
      },
      { body: png, name: 'pixel.html', type: 'text/html' },
      { body: '%PDF-1.7 /JS (alert)', name: 'a.pdf', type: 'application/pdf' },
    ];
    const shown: (string | null)[] = [];
    for (const file of offered) {
      const { id } = await put(url, scene.ann, file);
      const response = await get(url, scene.ann, id);
      await response.arrayBuffer();
      const { headers } = response;
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(headers.get('cache-control')).toBe('private, no-cache');
      shown.push(`${headers.get('content-type')} ${headers.get('content-disposition')?.split(';')[0]}`);
    }
    expect(shown).toEqual([
      'text/plain; charset=utf-8 attachment',
      'text/plain; charset=utf-8 attachment',
      'image/png inline',
      'application/pdf attachment',
    ]);
  });

  test('[F1] the same id again is the same file, also at once; somebody else cannot take it', async () => {
    await using scene = await openScene();
    const { url } = scene.node;
    const id = randomUUID();
    const first = await put(url, scene.ann, { id, body: 'one' });
    const again = await put(url, scene.ann, { id, body: 'something else', name: 'b.txt' });
    expect(again.attachment).toEqual(first.attachment);
    expect(await (await get(url, scene.ann, id)).text()).toBe('one');
    expect(await put(url, scene.bob, { id, body: 'mine now' })).toMatchObject({
      status: 409,
      reason: 'CLIENT_ID_REUSED',
    });
    const racing = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => put(url, scene.ann, { id: racing, body: 'race' })));
    expect(new Set(answers.map(({ status }) => status)).has(200)).toBe(true);
    expect(answers.every(({ status, reason }) => status === 200 || reason === 'BUSY')).toBe(true);
    expect(await (await get(url, scene.ann, racing)).text()).toBe('race');
  });

  test('[F4][A1] nobody but members of now reads it, and nobody can tell what is not theirs from what is not', async () => {
    await using scene = await openScene();
    const { url } = scene.node;
    const eve = await signUp(url, 'Eve');
    const { id, messageId } = await sentFile(scene, { body: png, name: 'p.png' });
    const see = async (by: Parameters<typeof get>[1], path = id): Promise<string> => {
      const response = await get(url, by, path);
      return `${response.status} ${response.status === 200 ? 'bytes' : ((await response.json()) as { error: { data: { reason: string } } }).error.data.reason}`;
    };
    expect(await Promise.all([see(scene.bob), see(eve), see(null), see(eve, randomUUID()), see(eve, 'x')])).toEqual([
      '200 bytes',
      '404 FILE_NOT_FOUND',
      '401 UNAUTHENTICATED',
      '404 FILE_NOT_FOUND',
      '404 FILE_NOT_FOUND',
    ]);
    await scene.anns.conversation.removeMember.mutate({
      conversationId: scene.conversationId,
      userId: scene.bob.userId,
    });
    expect(await see(scene.bob)).toBe('404 FILE_NOT_FOUND');
    await scene.anns.message.delete.mutate({ messageId });
    expect(await see(scene.ann)).toBe('404 FILE_NOT_FOUND');
    expect((await get(url, scene.ann, id, { 'if-none-match': `"${id}"` })).status).toBe(404);
  });

  test('[F4][X1] a download under way ends when the message is deleted', async () => {
    let laterMs = 0;
    await using scene = await openScene();
    // A clock that the test moves: a second passes when it says so.
    const platform = { ...systemPlatform, nowMs: () => systemPlatform.nowMs() + laterMs };
    const node = await scene.system.openNode({}, { platform });
    const { id, messageId } = await sentFile(scene, { body: randomBytes(40_000_000), name: 'film' });
    const response = await get(node.url, scene.bob, id);
    const reader = response.body?.getReader();
    await reader?.read();
    await scene.anns.message.delete.mutate({ messageId });
    laterMs = 2_000;
    let got = 0;
    const rest = async (): Promise<void> => {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) return;
        got += value?.length ?? 0;
      }
    };
    await expect(rest()).rejects.toThrow('terminated');
    expect(got).toBeLessThan(39_000_000);
  });

  test('[F7][A3] too much, nothing, or a picture that is none: a typed error, and the server goes on', async () => {
    await using scene = await openScene({ filesQuotaBytes: 1_000 });
    const { url } = scene.node;
    const refused = async (file: Parameters<typeof put>[2]): Promise<string> => {
      const { status, reason } = await put(url, scene.ann, file);
      return `${status} ${reason}`;
    };
    expect(await refused({ body: '' })).toBe('400 FILE_REFUSED');
    expect(await refused({ body: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]) })).toBe('400 FILE_REFUSED');
    expect(await refused({ body: 'x'.repeat(1_001) })).toBe('413 FILES_FULL');
    // Without a length, counted as it comes.
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (to) => (pulled++ < 50 ? to.enqueue(new Uint8Array(65_536)) : to.close()),
    });
    expect(await refused({ body: endless })).toBe('413 FILES_FULL');
    expect(await announce(url, scene.ann, limits.fileMaxBytes + 1)).toBe(413);
    expect(await refused({ body: 'fine' })).toBe('200 undefined');
    expect(await readdir(join(scene.system.filesDir, 'staging'))).toEqual([]);
  });

  test('[F5] the sweep erases bytes and rows of what was never sent, and of purged messages', async () => {
    await using scene = await openScene({ retentionMs: 0 });
    const { url } = scene.node;
    const loose = await put(url, scene.ann, { body: 'loose' });
    const gone = await sentFile(scene, { body: 'gone' });
    const kept = await sentFile(scene, { body: 'kept' });
    await scene.anns.message.delete.mutate({ messageId: gone.messageId });
    await using db = openDatabase({
      url: scene.system.database.url,
      maxConnections: 6,
      applicationName: 'sweep',
      lockTimeoutMs: 1_000,
      statementTimeoutMs: 5_000,
      idleInTransactionTimeoutMs: 5_000,
    });
    const blobs = new DiskStore(scene.system.filesDir);
    const step = sweepStep({ db, blobs, nowMs: () => Date.now() + 25 * 3_600_000 });
    while (await step());
    const rows = await db.query<{ id: string; key: string }>`select id, store_key as key from files`;
    expect(rows.map(({ id }) => id)).toEqual([kept.id]);
    const stored = await readdir(scene.system.filesDir, { recursive: true });
    expect(stored.filter((name) => name.endsWith('original'))).toHaveLength(1);
    expect((await get(url, scene.ann, loose.id)).status).toBe(404);
    expect(await (await get(url, scene.bob, kept.id)).text()).toBe('kept');
  });
});
