import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDoor } from '../testing/gated-door.ts';
import { madeZip } from '../testing/made-zip.ts';
import { historyOf, machineOf, signedUp, type Somebody } from '../testing/signed-up.ts';
import { openTestServer } from '../testing/test-server.ts';

const base = 1_500_000_000_000;
const post = (message: string, after: number, paths: readonly string[], more: object = {}) => ({
  type: 'post',
  post: {
    team: 'core',
    channel: 'town-square',
    user: 'ann',
    message,
    create_at: base + after,
    attachments: paths.map((path) => ({ path })),
    ...more,
  },
});
const lines = [
  { type: 'version', version: 1 },
  { type: 'channel', channel: { team: 'core', name: 'town-square', display_name: 'Town Square', type: 'O' } },
  {
    type: 'user',
    user: {
      username: 'ann',
      email: 'ann@nova.example',
      teams: [{ name: 'core', channels: [{ name: 'town-square', roles: 'channel_admin' }] }],
    },
  },
  post('look', 1, ['2024/notes.txt', '2024/page.html']),
  post('', 2, ['2024/notes.txt']),
  post('a picture', 3, ['2024/broken.jpg']),
  post('by', 4, ['2024/gone.pdf'], {
    replies: [{ user: 'ann', message: '', create_at: base + 5, attachments: [{ path: '2024/notes.txt' }] }],
  }),
];
const zip = madeZip([
  { name: 'import.jsonl', bytes: Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n')) },
  { name: 'data/2024/notes.txt', bytes: Buffer.from('what the notes say') },
  { name: 'data/2024/page.html', bytes: Buffer.from('<script>alert(1)</script>') },
  // It begins as a picture does, and is none.
  { name: 'data/2024/broken.jpg', bytes: Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(40)]) },
]);

interface Printed {
  readonly found: Readonly<Record<string, number>>;
  readonly refusedFiles: number;
  readonly conversations: readonly { inserted: number; duplicates: number }[];
}

async function seenBy(ann: Somebody) {
  const [town] = await ann.client.trpc.conversation.list.query();
  const messages = await historyOf(ann, town?.id ?? '');
  return Promise.all(
    messages.map(async ({ body, attachments = [], senderId }) => ({
      body,
      isMine: senderId === ann.userId,
      files: await Promise.all(
        attachments.map(async ({ id, name, type }) => [name, type, await (await ann.client.readFile(id)).text()]),
      ),
    })),
  );
}

test('[M1][M6][M7][F2] a bulk export in its zip comes with its files, over a kill between upload and commit, none twice', {
  timeout: 60_000,
}, async () => {
  await using server = await openTestServer();
  await using door = await openDoor(server.url);
  await using ann = await signedUp(server, 'Ann');
  await using machine = await machineOf(server, ann, door.url);
  await writeFile(join(machine.folder, 'export.zip'), zip);
  const args = ['import', 'mattermost', 'export.zip', '--json'];
  const dry = await machine.run([...args, '--dry-run']);
  const found = { messages: 5, 'thread replies': 1, files: 5, 'files named': 1 };
  expect((JSON.parse(dry.stdout) as Printed).found).toEqual(found);

  let uploads = 0;
  const killed = Promise.withResolvers<void>();
  door.hooks = {
    before: (path) => {
      if (path.startsWith('/api/files/')) uploads++;
      if (!path.includes('imports.messages')) return true;
      killed.resolve();
      return false;
    },
  };
  const run = machine.start([...args, '--trust-addresses']);
  await Promise.race([killed.promise, run.ended.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  await run.kill();
  expect(uploads).toBe(5);
  expect(await ann.client.trpc.conversation.list.query()).toEqual([]);

  door.hooks = {
    before: (path) => {
      if (path.startsWith('/api/files/')) uploads++;
      return true;
    },
  };
  const next = JSON.parse((await machine.run([...args, '--trust-addresses'])).stdout) as Printed;
  expect(next).toMatchObject({ found, refusedFiles: 1, conversations: [{ inserted: 5, duplicates: 0 }] });
  // The broken one alone is tried again: the server has the others.
  expect(uploads).toBe(6);
  const notes = ['notes.txt', 'text/plain', 'what the notes say'];
  const seen = await seenBy(ann);
  expect(seen).toEqual([
    { body: 'look', isMine: true, files: [notes, ['page.html', expect.any(String), '<script>alert(1)</script>']] },
    { body: '', isMine: true, files: [notes] },
    { body: 'a picture\n📎 broken.jpg', isMine: true, files: [] },
    { body: 'by\n📎 gone.pdf', isMine: true, files: [] },
  ]);
  const again = JSON.parse((await machine.run([...args, '--trust-addresses'])).stdout) as Printed;
  expect(again.conversations).toMatchObject([{ inserted: 0, duplicates: 5 }]);
  expect(uploads).toBe(6);
  expect(await seenBy(ann)).toEqual(seen);
});
