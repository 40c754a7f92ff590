import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MovedMessage } from '../moving/moved.ts';
import { openLines } from '../moving/open-lines.ts';
import { Spool } from '../moving/spool.ts';
import { madeZip } from '../testing/made-zip.ts';
import { openMattermost } from './open-mattermost.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nova-mattermost-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const { signal } = new AbortController();
const names = {
  handleOf: (key: string) => ({ ann: 'ann.b', bob: 'bob' })[key] ?? null,
  conversationIdOf: (source: string) => (source === 'mattermost:core:town-square' ? 'ID' : null),
};
const base = 1_500_000_000_000;
const said = (user: string, message: string, after: number, more: object = {}) => ({
  user,
  message,
  create_at: base + after,
  ...more,
});
const post = (of: object) => ({ type: 'post', post: { team: 'core', channel: 'town-square', ...of } });
const lines = [
  { type: 'version', version: 1 },
  { type: 'team', team: { name: 'core', display_name: 'Core' } },
  {
    type: 'channel',
    channel: { team: 'core', name: 'town-square', display_name: 'Town Square', type: 'O', header: 'All' },
  },
  { type: 'channel', channel: { team: 'core', name: 'staff', display_name: 'Staff', type: 'P' } },
  {
    type: 'user',
    user: {
      username: 'ann',
      email: 'ann@nova.example',
      first_name: 'Ann',
      last_name: 'B.',
      teams: [
        { name: 'core', channels: [{ name: 'town-square', roles: 'channel_user channel_admin' }, { name: 'staff' }] },
      ],
    },
  },
  {
    type: 'user',
    user: { username: 'bob', teams: [{ name: 'core', channels: [{ name: 'town-square', roles: '' }] }] },
  },
  { type: 'emoji', emoji: { name: 'parrot' } },
  post(said('bob', 'later', 5_000)),
  post(
    said('ann', '@bob see ~town-square `@bob` :+1:', 1_000, {
      is_pinned: true,
      edit_at: base + 2_000,
      reactions: [
        { user: 'bob', emoji_name: 'heart', create_at: 2 },
        { user: 'ann', emoji_name: 'partyparrot', create_at: 1 },
        { user: 'gone', emoji_name: 'heart', create_at: 3 },
      ],
      replies: [said('bob', 'a reply', 3_000, { attachments: [{ path: 'data/a.png' }] }), { user: 'x' }],
    }),
  ),
  post(said('ann', 'joined', 100, { type: 'system_join_channel' })),
  post(said('bob', '   ', 200)),
  post({ ...said('bob', 'where?', 300), channel: 'nowhere' }),
  { type: 'direct_channel', direct_channel: { members: ['ann', 'bob'], header: '' } },
  { type: 'direct_post', direct_post: { channel_members: ['bob', 'ann'], ...said('bob', 'psst', 1) } },
  { type: 'direct_post', direct_post: { channel_members: ['ann', 'bob', 'cat'], ...said('cat', 'three', 1) } },
  { type: 'poll', poll: {} },
];

async function opened(text: string) {
  const path = join(folder, 'export.jsonl');
  await writeFile(path, text);
  await using opening = new AsyncDisposableStack();
  const spool = opening.use(await Spool.open());
  const mattermost = await openMattermost(opening.use(await openLines(path)), spool, signal);
  const held = opening.move();
  return { ...mattermost, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

test('[M6][M7] a bulk export as a source: in the order of time, with threads, and everything accounted for', async () => {
  await using mattermost = await opened(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n{"type":`);
  const { source, account } = mattermost;
  expect(source.people.map(({ key, name, email }) => [key, name, email])).toEqual([
    ['bob', 'bob', undefined],
    ['ann', 'Ann B.', 'ann@nova.example'],
    ['cat', 'cat', undefined],
  ]);
  expect(
    source.conversations.map(({ source: of, kind, title, members }) => [
      of,
      kind,
      title,
      members.map(({ key, role }) => `${key} ${role}`),
    ]),
  ).toEqual([
    ['mattermost:core:town-square', 'channel', 'Town Square', ['ann owner', 'bob member']],
    ['mattermost:core:staff', 'group', 'Staff', ['ann owner']],
    [expect.stringMatching(/^mattermost:[0-9a-f]{32}$/), 'direct', null, ['ann member', 'bob member']],
    [
      expect.stringMatching(/^mattermost:[0-9a-f]{32}$/),
      'group',
      'Ann B., bob, cat',
      ['ann owner', 'bob member', 'cat member'],
    ],
  ]);
  const told: MovedMessage[][] = [];
  for (const { messages } of source.conversations) {
    const all: MovedMessage[] = [];
    for await (const message of messages(names, account)) all.push(message);
    told.push(all);
  }
  expect(told.map((all) => all.map(({ author, bodies }) => `${author}: ${bodies.join()}`))).toEqual([
    ['ann: @bob see [#Town Square](/c/ID) `@bob` 👍', 'bob: a reply\n📎 a.png', 'bob: later'],
    [],
    ['bob: psst'],
    ['cat: three'],
  ]);
  const [root, reply] = told[0] ?? [];
  expect(root).toMatchObject({
    reactions: [{ emoji: '❤️', by: ['bob'] }],
    pinned: { by: null },
    edits: [{ at: new Date(base + 2_000).toISOString() }],
  });
  expect(reply?.threadRoot).toEqual(root?.key);
  expect(account.toJSON()).toMatchObject({
    found: { messages: 5, 'thread replies': 1, edited: 1, reactions: 1, pinned: 1, 'files named': 1 },
    skipped: {
      'notices (system_join_channel)': 1,
      'nothing in them is visible': 1,
      'messages of a channel that is not in the export': 1,
      'in no known form': 1,
      'lines in no known form': 2,
    },
    changed: {
      'custom emoji left out': 1,
      'reactions with a custom emoji left out': 1,
      'reactions of people whom the export does not name left out': 1,
    },
  });
});

test('[M7] what is no bulk export is refused', async () => {
  await expect(opened('{"type":"post"}\n')).rejects.toThrow('no Mattermost bulk export');
  await expect(opened('')).rejects.toThrow('is empty');
});

const bytes = Buffer.from('bytes');
const zipped = (name: string, text: string) => ({ name, bytes: Buffer.from(text) });

test('[M7] a zip as it was exported: the lines in it, and the files that lie beside them', async () => {
  const exported = [
    { type: 'version', version: 1 },
    { type: 'channel', channel: { team: 'core', name: 'town-square', display_name: 'Town Square', type: 'O' } },
    post(
      said('ann', '', 1, {
        edit_at: base + 5,
        attachments: [
          { path: '20240101/teams/t/a.png' },
          { path: '20240101/teams/t/gone.txt' },
          { path: '../../../etc/passwd' },
          { path: 'empty.txt' },
        ],
      }),
    ),
    post(
      said('ann', 'eleven', 2, { attachments: Array.from({ length: 11 }, () => ({ path: '20240101/teams/t/a.png' })) }),
    ),
    post(said('ann', '', 3, { attachments: [{ path: '20240101/teams/t/a.png' }] })),
  ];
  const path = join(folder, 'export.zip');
  const packed = [
    zipped('import.jsonl', exported.map((line) => JSON.stringify(line)).join('\n')),
    { name: 'data/20240101/teams/t/a.png', bytes },
    zipped('data/empty.txt', ''),
    zipped('data/other.jsonl', 'not this one'),
  ];
  await writeFile(path, madeZip(packed));
  await using lines = await openLines(path);
  await using spool = await Spool.open();
  const { source, account } = await openMattermost(lines, spool, signal);
  const told: MovedMessage[] = [];
  for (const { messages } of source.conversations)
    for await (const message of messages(names, account)) told.push(message);
  expect(
    told.map(({ bodies, files, edits }) => [bodies, files.map(({ name, size }) => [name, size]), edits.length]),
  ).toEqual([
    [['📎 gone.txt\n📎 passwd\n📎 empty.txt'], [['a.png', 5]], 1],
    [['eleven'], Array.from({ length: 11 }, () => ['a.png', 5]), 0],
    [[], [['a.png', 5]], 0],
  ]);
  expect(await (await told[2]?.files[0]?.bytes())?.text()).toBe('bytes');
  expect(account.toJSON()).toEqual({
    found: { messages: 4, continuations: 1, edited: 1, files: 13, 'files named': 3 },
    skipped: {},
    changed: {
      'empty files are only named': 1,
      'edited messages come with their newest text: Mattermost exports no other': 1,
    },
  });
});

test('[M7] an archive with no lines, or with several that could be meant, is refused by name', async () => {
  const path = join(folder, 'other.zip');
  await writeFile(path, madeZip([zipped('a.txt', '')]));
  await expect(openLines(path)).rejects.toThrow('there is no .jsonl in it');
  await writeFile(path, madeZip([zipped('b.jsonl', ''), zipped('a.jsonl', '')]));
  await expect(openLines(path)).rejects.toThrow('which one of a.jsonl, b.jsonl?');
  await writeFile(path, madeZip([zipped('x/b.jsonl', '{}'), zipped('x/export.jsonl', '{"type":"post"}')]));
  await using lines = await openLines(path);
  await using spool = await Spool.open();
  expect(lines.folder).toBe('x/');
  await expect(openMattermost(lines, spool, signal)).rejects.toThrow('no Mattermost bulk export');
  await expect(openLines(join(folder, 'nowhere.zip'))).rejects.toThrow('there is no such file');
});
