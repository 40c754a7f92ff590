import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir } from 'node:fs/promises';
import type { Message } from '@nova/contract';
import { claimPage, openDatabase, settlePage } from '@nova/db';
import { DiskStore } from '@nova/files';
import { expect, test } from 'vitest';
import { get } from '../testing/file-client.ts';
import { openScene, type Scene } from '../testing/scene.ts';
import { signUp, stockClient } from '../testing/stock-client.ts';
import { pagesStep } from './sweep-pages.ts';

const settings = { linkPreviews: true, linkPreviewsInside: ['127.0.0.1/32'], linkPreviewsEveryMs: 20 };

// Red, 40 × 30.
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAACgAAAAeCAIAAADRv8uKAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAN0lEQVRIie3VwQkAQAgDwe2/6VwZ3mPAvyAx0+pksjinnnDlnVIgU5lBIiyGxbA4LIbFsLivWHw+nauNqku18gAAAABJRU5ErkJggg==',
  'base64',
);

/** A site that counts what it is asked. */
async function site() {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    const path = req.url ?? '';
    asked.push(path);
    if (path === '/fox.png') res.writeHead(200, { 'content-type': 'image/png' }).end(picture);
    else if (path === '/gone') res.writeHead(404).end();
    else
      res
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<title>Foxes</title><meta property="og:image" content="/fox.png">');
  });
  // On every address of this machine: what is asked for at another one than it may be is seen here.
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function database({ system }: Scene) {
  const limits = { lockTimeoutMs: 2_000, statementTimeoutMs: 5_000, idleInTransactionTimeoutMs: 10_000 };
  const db = openDatabase({ url: system.database.url, maxConnections: 6, applicationName: 'test', ...limits });
  return Object.assign(db, { [Symbol.asyncDispose]: () => db.close() });
}

/** Asks until it is so: no clock decides. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
  }
}

/** Resolves when the links of a message are looked up much later: there was no room for them. */
async function putOff(db: ReturnType<typeof database>, messageId: string): Promise<void> {
  await until(async () => {
    const [put] = await db.query`
      select 1 from preview_tasks where message_id = ${messageId} and due_at > now() + interval '10 minutes'`;
    return put;
  });
}

async function previewed({ anns, conversationId }: Scene, messageId: string): Promise<Message> {
  return until(async () =>
    (await anns.message.list.query({ conversationId })).messages.find(
      ({ id, previews }) => id === messageId && previews !== undefined,
    ),
  );
}

test('[H5][H7] a page is asked once by all nodes, and shown in every message that links there', async () => {
  await using web = await site();
  await using scene = await openScene(settings);
  const other = await scene.system.openNode(settings);
  await using bobs = stockClient(other.url, scene.bob);
  const { conversationId } = scene;
  const say = (body: string) => ({ conversationId, clientId: randomUUID(), body });
  const sent = await Promise.all([
    scene.send(`look: ${web.url}/`),
    bobs.trpc.message.send.mutate(say(`${web.url}/ again`)),
    bobs.trpc.message.send.mutate(say(`${web.url}/#part`)),
  ]);
  for (const { messageId } of sent) {
    const { previews = [] } = await previewed(scene, messageId);
    expect(previews).toEqual([
      {
        url: `${web.url}/`,
        host: web.host,
        site: null,
        title: 'Foxes',
        description: null,
        picture: { id: expect.any(String) as string, width: 40, height: 30, placeholder: expect.any(String) as string },
      },
    ]);
  }
  expect(web.asked).toEqual(['/', '/fox.png']);
});

test('[H7][F3][X1] its picture is drawn anew, seen by members alone, and goes with the message', async () => {
  await using web = await site();
  await using scene = await openScene(settings);
  const { url } = scene.node;
  const eve = await signUp(url, 'Eve');
  const { messageId } = await scene.send(`${web.url}/`);
  const { previews: [preview] = [] } = await previewed(scene, messageId);
  const pictureId = preview?.picture?.id ?? '';
  const see = async (by: Parameters<typeof get>[1], path: string, headers = {}) => {
    const response = await get(url, by, `previews/${path}`, headers);
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, head: bytes.subarray(8, 12).toString('latin1'), headers: response.headers };
  };
  const path = `${messageId}/${pictureId}`;
  const seen = await see(scene.bob, path);
  expect([seen.status, seen.head, seen.headers.get('content-type')]).toEqual([200, 'WEBP', 'image/webp']);
  expect(seen.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  const again = { 'if-none-match': seen.headers.get('etag') ?? '' };
  expect((await see(scene.bob, path, again)).status).toBe(304);
  expect((await see(eve, path)).status).toBe(404);
  expect((await see(eve, path, again)).status).toBe(404);
  expect((await see(null, path)).status).toBe(401);
  for (const none of [
    `${messageId}/${randomUUID()}`,
    `${randomUUID()}/${pictureId}`,
    `${messageId}/..`,
    'x/y',
    messageId,
  ])
    expect((await see(scene.bob, none)).status).toBe(404);
  const { messageId: second } = await scene.send(`${web.url}/ too`);
  await previewed(scene, second);
  expect((await see(scene.bob, `${second}/${pictureId}`)).status).toBe(200);
  await scene.anns.message.hidePreviews.mutate({ messageId: second });
  expect((await see(scene.bob, `${second}/${pictureId}`)).status).toBe(404);
  await scene.anns.message.delete.mutate({ messageId });
  expect((await see(scene.bob, path)).status).toBe(404);
  await using db = database(scene);
  const stored = async (): Promise<string[]> =>
    (await readdir(scene.system.filesDir, { recursive: true })).filter((name) => name.includes(pictureId));
  const sweep = pagesStep({ db, blobs: new DiskStore(scene.system.filesDir) });
  await db.query`update link_pages set until = now() - interval '1 day'`;
  await sweep();
  expect(await stored()).not.toEqual([]);
  await db.query`delete from message_previews`;
  await sweep();
  expect([await stored(), await db.query`select 1 from link_pages`]).toEqual([[], []]);
});

test('[H7][H2] that there is nothing to show is remembered too, and what is inside is not asked', async () => {
  await using web = await site();
  await using scene = await openScene(settings);
  await using db = database(scene);
  const settled = () =>
    until(async () => ((await db.query`select 1 from preview_tasks`).length === 0 ? true : undefined));
  await scene.send(`${web.url}/gone`);
  await settled();
  await scene.send(`${web.url}/gone http://127.0.0.2:${new URL(web.url).port}/ http://[::1]/`);
  await settled();
  const { messages } = await scene.anns.message.list.query({ conversationId: scene.conversationId });
  expect(messages.map(({ previews }) => previews)).toEqual([undefined, undefined]);
  expect(web.asked).toEqual(['/gone']);
  expect(await db.query`select distinct state from link_pages`).toEqual([{ state: 'failed' }]);
});

test('[H3] one host is asked so often and no more; what has to wait is shown later', async () => {
  await using web = await site();
  await using scene = await openScene({ ...settings, limitPage: { points: 1, seconds: 3_600 } });
  await using db = database(scene);
  const first = await scene.send(`${web.url}/one`);
  await previewed(scene, first.messageId);
  const second = await scene.send(`${web.url}/two`);
  await putOff(db, second.messageId);
  expect(web.asked.filter((path) => path !== '/fox.png')).toEqual(['/one']);
  const { anns, conversationId } = scene;
  const { messages } = await anns.message.list.query({ conversationId });
  expect(messages.map(({ previews }) => previews?.length)).toEqual([1, undefined]);
});

test('[H7] what another node asks for is waited for, and shown once it is known', async () => {
  await using web = await site();
  await using scene = await openScene(settings);
  await using db = database(scene);
  const url = `${web.url}/`;
  const key = createHash('sha256').update(url).digest('hex');
  const { id } = await claimPage(db.query, { id: randomUUID(), key, leaseMs: 60_000 });
  const { messageId } = await scene.send(url);
  // Looked at and put off by a second; what is being looked at is put off by far more.
  await until(async () => {
    const [looked] = await db.query`
      select 1 from preview_tasks
      where message_id = ${messageId} and due_at - now() between interval '0' and interval '5 seconds'`;
    return looked;
  });
  const found = { host: web.host, site: null, title: 'Of another node', description: null, picture: null };
  await settlePage(db.query, { id, found, keptMs: 60_000 });
  expect((await previewed(scene, messageId)).previews).toMatchObject([{ title: 'Of another node' }]);
  expect(web.asked).toEqual([]);
});

test('[H3] what one person links to is asked so often and no more; others do not wait for it', async () => {
  await using web = await site();
  await using scene = await openScene({ ...settings, limitLink: { points: 1, seconds: 3_600 } });
  await using db = database(scene);
  await using bobs = stockClient(scene.node.url, scene.bob);
  const { conversationId } = scene;
  const first = await scene.send(`${web.url}/one`);
  await previewed(scene, first.messageId);
  const second = await scene.send(`${web.url}/two`);
  await putOff(db, second.messageId);
  const say = (body: string) => ({ conversationId, clientId: randomUUID(), body });
  const { messageId } = await bobs.trpc.message.send.mutate(say(`${web.url}/three`));
  await previewed(scene, messageId);
  // What is known already costs nobody anything.
  const again = await scene.send(`${web.url}/three`);
  await previewed(scene, again.messageId);
  expect(web.asked.filter((path) => path !== '/fox.png')).toEqual(['/one', '/three']);
});
