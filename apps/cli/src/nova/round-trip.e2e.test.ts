import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportRecord, Id } from '@nova/contract';
import { exportRecords, exportZip, jsonLinesOf } from '@nova/client/export';
import { createNovaClient, inProcessTabs, type NovaClient } from '@nova/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportFolder } from '../export/export-folder.ts';
import { importSource } from '../moving/import-source.ts';
import { openLines } from '../moving/open-lines.ts';
import { Spool } from '../moving/spool.ts';
import { type Act, act } from '../testing/chat-acts.ts';
import { signedUp, type Somebody } from '../testing/signed-up.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { openNova } from './open-nova.ts';

const seed = 20_261_128;
const { signal } = new AbortController();
const path = join(tmpdir(), `nova-round-trip-${randomUUID()}`);
let stack: AsyncDisposableStack;
let old: { readonly server: TestServer; readonly people: readonly Somebody[] };
let fresh: { readonly server: TestServer; readonly ann: Somebody };

beforeAll(async () => {
  stack = new AsyncDisposableStack();
  const servers = [stack.use(await openTestServer()), stack.use(await openTestServer())] as const;
  const people: Somebody[] = [];
  for (const name of ['Ann', 'Bob', 'Cat']) people.push(stack.use(await signedUp(servers[0], name)));
  old = { server: servers[0], people };
  fresh = { server: servers[1], ann: stack.use(await signedUp(servers[1], 'Ann')) };
}, 60_000);

afterAll(async () => {
  await stack.disposeAsync();
  await rm(path, { recursive: true, force: true });
});

async function perform(conversationId: Id, acts: readonly Act[]): Promise<void> {
  const ids: Id[] = [];
  for (const one of acts) {
    const { client } = old.people[one.by] as Somebody;
    const { trpc } = client;
    const messageId = ids.at(-1 - (one.on % Math.max(1, ids.length)));
    const send = (more: object, text: string) =>
      trpc.message.send.mutate({ conversationId, clientId: randomUUID(), body: text, ...more });
    try {
      if (one.do === 'file') {
        const attachmentIds = await Promise.all(one.files.map((name) => uploadedBy(client, name)));
        ids.push((await send({ attachmentIds }, one.body)).messageId);
      } else if (one.do === 'send' || messageId === undefined)
        ids.push((await send({}, 'body' in one ? one.body : 'x')).messageId);
      else if (one.do === 'reply') ids.push((await send({ replyToId: messageId }, one.body)).messageId);
      else if (one.do === 'thread') ids.push((await send({ threadRootId: messageId }, one.body)).messageId);
      else if (one.do === 'alsoSent')
        ids.push((await send({ threadRootId: messageId, alsoSend: true }, one.body)).messageId);
      else if (one.do === 'edit') {
        const versions = await trpc.message.revisions.query({ messageId });
        await trpc.message.edit.mutate({ messageId, expectedVersion: versions.length, body: one.body });
      } else if (one.do === 'delete') await trpc.message.delete.mutate({ messageId });
      else if (one.do === 'pin') await trpc.message.pin.mutate({ messageId, on: true });
      else if (one.do === 'react') await trpc.message.react.mutate({ messageId, emoji: one.emoji, on: true });
    } catch (error) {
      // Refused: of somebody else, deleted, in a thread already. What is refused changes nothing.
      if (!(error instanceof Error && 'data' in error)) throw error;
    }
  }
}

async function uploadedBy(client: NovaClient, name: string): Promise<Id> {
  const [id, bytes] = [randomUUID(), new Blob([`what ${name} says`])];
  const file = { id, name, alt: `of ${name}`, type: 'text/plain', size: bytes.size, width: null, height: null };
  await client.uploadFile(file, bytes, signal);
  return id;
}

/** What is in the files of an export, in its order. */
async function bytesOf({ client }: Somebody, records: readonly ExportRecord[]): Promise<string[]> {
  const files = records.flatMap((record) => (record.type === 'message' ? record.files : []));
  return Promise.all(files.map(async ({ id }) => (await client.readFile(id)).text()));
}

async function exported(who: Somebody, conversationId: Id): Promise<ExportRecord[]> {
  const order = { conversationIds: [conversationId] };
  const options = { signal, exportedAt: '2026-01-01T00:00:00.000Z' };
  const records: ExportRecord[] = [];
  for await (const record of exportRecords(who.client.trpc, order, options)) records.push(record);
  return records;
}

/** An export with every id as the number of its first appearance; people as what they are called. */
function plain(records: readonly ExportRecord[]): unknown {
  const names = new Map<string, string>();
  for (const record of records) if (record.type === 'person') names.set(record.id, `@${record.handle} ${record.name}`);
  const text = JSON.stringify(records.filter(({ type }) => type !== 'person')).replaceAll(
    /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
    (id) => {
      if (!names.has(id)) names.set(id, `#${names.size}`);
      return names.get(id) ?? id;
    },
  );
  const lines = JSON.parse(text) as { type: string }[];
  // Members are told by id, which is another one there.
  const order = (line: object): string => JSON.stringify(line);
  const members = lines.filter(({ type }) => type === 'member').toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  return {
    members,
    rest: lines.filter(({ type }) => type !== 'member'),
    people: [...names.values()].filter((name) => name.startsWith('@')).toSorted(),
  };
}

/** As `nova export --files` lays an export down, or as the app hands it over. */
type Form = 'folder' | 'zip';

/** Lays an export down, as far as its files are those of this person to read. */
async function laidDown(records: readonly ExportRecord[], by: Somebody, form: Form = 'folder'): Promise<void> {
  await rm(path, { recursive: true, force: true });
  const all = async function* (): AsyncGenerator<ExportRecord> {
    yield* await Promise.resolve(records);
  };
  const order = {
    textsOf: jsonLinesOf,
    name: 'export.jsonl',
    read: (id: Id) => by.client.readFile(id, signal),
  };
  if (form === 'folder') {
    expect(await exportFolder(path, { ...order, records: all() })).toMatchObject({ gone: 0, refused: 0, beyond: 0 });
    return;
  }
  await writeFile(
    path,
    exportZip({ ...order, records: all, exportedAt: new Date().toISOString(), onProgress: () => {} }),
  );
}

async function imported(records: readonly ExportRecord[], form: Form = 'folder'): Promise<Id> {
  await laidDown(records, old.people[0] as Somebody, form);
  await using lines = await openLines(path);
  await using spool = await Spool.open();
  const { source, account } = await openNova(lines, spool, signal);
  expect(account.toJSON()).toEqual({ found: {}, skipped: {}, changed: {} });
  await using operator = createNovaClient({
    url: fresh.server.url,
    auth: { kind: 'bearer', token: fresh.ann.token },
    tabs: inProcessTabs(),
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('x-nova-operator', fresh.server.operatorToken);
      return fetch(input, { ...init, headers });
    },
  });
  const outcome = await importSource(source, {
    trpc: operator.trpc,
    upload: (file, bytes, until) => operator.uploadFile(file, bytes, until),
    persisting: (ask) => ask(),
    importerId: fresh.ann.userId,
    trustAddresses: true,
    concurrency: 1,
    signal,
    onCommitted: () => {},
  });
  return outcome.conversations[0]?.conversationId ?? '';
}

describe('[M8][M9] what is exported and imported into an empty Nova is what it was', { timeout: 240_000 }, () => {
  test(`for whatever people do (seed ${seed})`, async () => {
    const kinds = fc.constantFrom('group' as const, 'channel' as const);
    const forms = fc.constantFrom<Form>('folder', 'zip');
    await fc.assert(
      fc.asyncProperty(kinds, forms, fc.array(act, { minLength: 1, maxLength: 25 }), async (kind, form, acts) => {
        const [ann, bob, cat] = old.people as [Somebody, Somebody, Somebody];
        const { conversation } = ann.client.trpc;
        const { conversationId } = await conversation.createGroup.mutate({
          title: `${kind} of three`,
          topic: 'A topic',
          kind,
          memberIds: [bob.userId, cat.userId],
        });
        await conversation.setRole.mutate({ conversationId, userId: bob.userId, role: 'admin' });
        await perform(conversationId, acts);
        const before = await exported(ann, conversationId);
        const after = await exported(fresh.ann, await imported(before, form));
        expect(plain(after)).toEqual(plain(before));
        expect(await bytesOf(fresh.ann, after)).toEqual(await bytesOf(ann, before));
        await conversation.leave.mutate({ conversationId }).catch(() => {});
      }),
      { numRuns: 12, seed, endOnFailure: true },
    );
  });

  test('direct conversations too; and a second time changes nothing', async () => {
    const [, bob, cat] = old.people as [Somebody, Somebody, Somebody];
    const [ann] = old.people as [Somebody];
    const { conversationId } = await ann.client.trpc.conversation.openDirect.mutate({ userId: bob.userId });
    await perform(conversationId, [
      { do: 'send', by: 0, on: 0, body: 'hi' },
      { do: 'reply', by: 1, on: 0, body: 'hello' },
    ]);
    const before = await exported(ann, conversationId);
    const there = await imported(before);
    const after = await exported(fresh.ann, there);
    expect(plain(after)).toEqual(plain(before));
    expect(await imported(before)).toBe(there);
    expect(await exported(fresh.ann, there)).toEqual(after);
    await expect(exported(cat, conversationId)).rejects.toMatchObject({ data: { reason: 'NOT_A_MEMBER' } });
  });

  test('without its files an export names them: no message is lost, not even one of nothing else', async () => {
    const [ann, bob] = old.people as [Somebody, Somebody];
    const { conversationId } = await ann.client.trpc.conversation.createGroup.mutate({
      title: 'Files',
      kind: 'group',
      memberIds: [bob.userId],
    });
    await perform(conversationId, [
      { do: 'file', by: 0, on: 0, body: '', files: ['notes.txt'] },
      { do: 'file', by: 1, on: 0, body: 'look', files: ['a b c.txt'] },
    ]);
    const alone = `${path}.jsonl`;
    await writeFile(
      alone,
      (await exported(ann, conversationId)).map((record) => `${JSON.stringify(record)}\n`).join(''),
    );
    await using lines = await openLines(alone);
    await using spool = await Spool.open();
    const { source, account } = await openNova(lines, spool, signal);
    const told: (readonly string[])[] = [];
    const messages = source.conversations[0]?.messages({ handleOf: () => null, conversationIdOf: () => null }, account);
    for await (const { bodies } of messages ?? []) told.push(bodies);
    await rm(alone);
    expect(told).toEqual([['📎 notes.txt'], ['look\n📎 a b c.txt']]);
    expect(account.toJSON()).toMatchObject({ found: { messages: 2, 'files named': 2 }, skipped: {} });
  });

  test('what is forwarded comes as a quote, with its files', async () => {
    const [ann, bob] = old.people as [Somebody, Somebody];
    const group = async (title: string): Promise<Id> => {
      const made = { title, kind: 'group' as const, memberIds: [bob.userId] };
      return (await ann.client.trpc.conversation.createGroup.mutate(made)).conversationId;
    };
    const [here, there] = [await group('Here'), await group('There')];
    const { message } = ann.client.trpc;
    const said = { conversationId: here, clientId: randomUUID(), body: 'the plan\nfor two' };
    const attachmentIds = [await uploadedBy(ann.client, 'notes.txt')];
    const { messageId: forwardOfId } = await message.send.mutate({ ...said, attachmentIds });
    await message.send.mutate({ conversationId: there, clientId: randomUUID(), body: 'see', forwardOfId });
    await laidDown(await exported(ann, there), ann);
    await using lines = await openLines(path);
    await using spool = await Spool.open();
    const { source, account } = await openNova(lines, spool, signal);
    const told: unknown[] = [];
    const messages = source.conversations[0]?.messages({ handleOf: () => null, conversationIdOf: () => null }, account);
    for await (const { bodies, files } of messages ?? []) told.push([bodies, files.map(({ name }) => name)]);
    expect(told).toEqual([
      [[expect.stringMatching(/^see\n\n> \*\*Ann\*\* \(.* UTC\):\n> the plan\n> for two$/)], ['notes.txt']],
    ]);
  });

  test('one’s own data hold what one has not said yet, and nobody else’s does', async () => {
    const [ann, bob] = old.people as [Somebody, Somebody];
    const { draft, scheduled, conversation } = ann.client.trpc;
    const { conversationId } = await conversation.openDirect.mutate({ userId: bob.userId });
    await draft.set.mutate({ conversationId, body: 'hm', baseVersion: 0 });
    const dueAt = new Date(Date.now() + 3_600_000).toISOString();
    await scheduled.create.mutate({ conversationId, clientId: randomUUID(), body: 'good morning', dueAt });
    const unsaidOf = async ({ client }: Somebody): Promise<unknown[]> => {
      const found: ExportRecord[] = [];
      for await (const record of exportRecords(client.trpc, 'own', { signal, exportedAt: new Date().toISOString() }))
        if (record.type === 'draft' || record.type === 'scheduled') found.push(record);
      return found;
    };
    expect(await unsaidOf(ann)).toMatchObject([
      { type: 'draft', conversationId, body: 'hm' },
      { type: 'scheduled', conversationId, body: 'good morning', dueAt, refusal: null },
    ]);
    expect(await unsaidOf(bob)).toEqual([]);
  });
});
