import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportRecord, Id } from '@nova/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoor } from '../testing/gated-door.ts';
import type { Machine } from '../testing/nova-process.ts';
import { historyOf, machineOf, signedUp, type Somebody } from '../testing/signed-up.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

const stack = new AsyncDisposableStack();
let server: TestServer;
let ann: Somebody;
let bob: Somebody;
let plans: Id;

beforeAll(async () => {
  server = stack.use(await openTestServer());
  ann = stack.use(await signedUp(server, 'Ann'));
  bob = stack.use(await signedUp(server, 'Bob'));
  const { conversation, message } = ann.client.trpc;
  const made = await conversation.createGroup.mutate({ title: 'Plans', memberIds: [bob.userId] });
  plans = made.conversationId;
  const say = (by: Somebody, more: { body: string; attachmentIds?: Id[] }) =>
    by.client.trpc.message.send.mutate({ conversationId: plans, clientId: randomUUID(), ...more });
  const bytes = new Blob(['what was noted']);
  const file = { id: randomUUID(), name: 'notes.txt', alt: '', type: 'text/plain', size: bytes.size };
  await ann.client.uploadFile({ ...file, width: null, height: null }, bytes, new AbortController().signal);
  await say(ann, { body: 'the plan', attachmentIds: [file.id] });
  await say(bob, { body: '<script>alert(1)</script>' });
  const { messageId } = await say(bob, { body: 'a slip of the tongue' });
  await message.delete.mutate({ messageId }).catch(() => bob.client.trpc.message.delete.mutate({ messageId }));
}, 60_000);

afterAll(() => stack.disposeAsync());

const linesOf = (text: string): ExportRecord[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ExportRecord);

/** What an export left in the folder that it was to go to: also what it was written under. */
async function left(machine: Machine, name: string): Promise<string[]> {
  return (await readdir(machine.folder)).filter((one) => one.startsWith(name));
}

describe('nova export', { timeout: 60_000 }, () => {
  test('[M8][M10][X1] conversations by name, all of them, or what is one’s own, as data or as a page, for oneself alone', async () => {
    await using machine = await machineOf(server, ann);
    expect(await machine.run(['export', 'Plans', '--output', 'plans.jsonl'])).toMatchObject({ code: 0 });
    const text = await readFile(join(machine.folder, 'plans.jsonl'), 'utf8');
    const records = linesOf(text);
    expect(records.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['nova', 'conversation', 'member', 'message']),
    );
    expect(records.at(-1)).toEqual({ type: 'end', conversations: 1, messages: 3 });
    expect(text).not.toContain('a slip of the tongue');
    expect((await stat(join(machine.folder, 'plans.jsonl'))).mode & 0o777).toBe(0o600);
    expect(await left(machine, 'plans')).toEqual(['plans.jsonl']);

    const page = await machine.run(['export', '--all', '--html', '--output', 'all.html', '--json']);
    expect(JSON.parse(page.stdout)).toEqual({ file: join(machine.folder, 'all.html'), conversations: 1 });
    const html = await readFile(join(machine.folder, 'all.html'), 'utf8');
    expect(html).toContain('the plan');
    expect(html).not.toContain('<script');

    const own = linesOf((await machine.run(['export', '--my-data'])).stdout);
    expect(own.flatMap((record) => (record.type === 'message' ? record.texts.map(({ body }) => body) : []))).toEqual([
      'the plan',
    ]);
    expect(own.at(-1)).toMatchObject({ type: 'end' });
  });

  test('[M11] with its files into a new folder, which is never written over', async () => {
    await using machine = await machineOf(server, ann);
    const args = ['export', 'Plans', '--files', '--output', 'plans'];
    const first = await machine.run(args);
    expect([first.code, first.stdout]).toEqual([0, `Exported to ${join(machine.folder, 'plans')}, with 1 files.\n`]);
    const records = linesOf(await readFile(join(machine.folder, 'plans', 'export.jsonl'), 'utf8'));
    const [file] = records.flatMap((record) => (record.type === 'message' ? record.files : []));
    const bytes = await readFile(join(machine.folder, 'plans', 'files', file?.id ?? '', 'notes.txt'), 'utf8');
    expect(bytes).toBe('what was noted');
    const again = await machine.run(args);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('is there already')]);
    expect(await left(machine, 'plans')).toEqual(['plans']);
    await using other = await openFresh();
    const moved = await other.machine.run(['import', 'nova', join(machine.folder, 'plans'), '--trust-addresses']);
    expect(moved).toMatchObject({ code: 0 });
    const [there] = await other.ann.client.trpc.conversation.list.query();
    expect(await historyOf(other.ann, there?.id ?? '')).toMatchObject([
      { body: 'the plan', attachments: [{ name: 'notes.txt' }] },
      { body: '<script>alert(1)</script>' },
      { body: null },
    ]);
  });

  test('[M11][X1] of a file that is deleted while it is asked for, it says so', async () => {
    await using door = await openDoor(server.url);
    await using machine = await machineOf(server, ann, door.url);
    const { conversation, message } = ann.client.trpc;
    const { conversationId } = await conversation.createGroup.mutate({ title: 'Slips', memberIds: [] });
    const bytes = new Blob(['a slip']);
    const file = { id: randomUUID(), name: 'slip.txt', alt: '', type: 'text/plain', size: bytes.size };
    await ann.client.uploadFile({ ...file, width: null, height: null }, bytes, new AbortController().signal);
    const said = { conversationId, clientId: randomUUID(), body: 'see', attachmentIds: [file.id] };
    const { messageId } = await message.send.mutate(said);
    door.hooks = {
      async before(path) {
        if (path.startsWith('/api/files/')) await message.delete.mutate({ messageId });
        return true;
      },
    };
    const { code, stdout } = await machine.run(['export', 'Slips', '--files', '--output', 'slips']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('with 0 files; 1 were gone')]);
    const records = linesOf(await readFile(join(machine.folder, 'slips', 'export.jsonl'), 'utf8'));
    expect(records.find(({ type }) => type === 'message')).toMatchObject({ files: [{ id: file.id, missing: 'gone' }] });
  });

  test('[M8] what cannot be is said in words, and nothing is written', async () => {
    await using machine = await machineOf(server, ann);
    const said = async (...args: string[]): Promise<unknown[]> => {
      const { code, stderr } = await machine.run(['export', ...args]);
      return [code, stderr];
    };
    expect(await said()).toEqual([2, expect.stringContaining('Say what to export')]);
    expect(await said('Plans', '--all')).toEqual([2, expect.stringContaining('Say what to export')]);
    expect(await said('Plans', '--files')).toEqual([2, expect.stringContaining('--files needs --output')]);
    expect(await said('Nowhere', '--output', 'x')).toEqual([2, expect.stringContaining('no conversation called')]);
    expect(await said(randomUUID(), '--output', 'x')).toEqual([1, expect.any(String)]);
    expect(await left(machine, 'x')).toEqual([]);
  });

  test.each(['plans.jsonl', 'plans'])(
    '[M8][M11] who is removed in the middle is left nothing that looks whole: %s',
    async (output) => {
      await using door = await openDoor(server.url);
      await using machine = await machineOf(server, bob, door.url);
      const { conversation } = ann.client.trpc;
      const last = { conversationId: plans, userId: bob.userId };
      door.hooks = {
        async before(path) {
          if (path.includes('conversation.exportPage')) await conversation.removeMember.mutate(last).catch(() => null);
          return true;
        },
      };
      const { code } = await machine.run([
        'export',
        plans,
        '--output',
        output,
        ...(output === 'plans' ? ['--files'] : []),
      ]);
      await conversation.addMembers.mutate({ conversationId: plans, userIds: [bob.userId] });
      expect([code, await left(machine, 'plans')]).toEqual([1, []]);
    },
  );

  test.each(['plans.jsonl', 'plans'])(
    '[M8][M1] killed half-way nothing looks whole, and the next one is, through a way that breaks: %s',
    async (output) => {
      await using door = await openDoor(server.url);
      await using machine = await machineOf(server, ann, door.url);
      const reached = Promise.withResolvers<void>();
      const isPage = (path: string): boolean => path.includes('conversation.exportPage');
      door.hooks = {
        before(path) {
          if (isPage(path)) reached.resolve();
          return !isPage(path);
        },
      };
      const args = ['export', 'Plans', '--output', output, ...(output === 'plans' ? ['--files'] : [])];
      const run = machine.start(args);
      await Promise.race([reached.promise, run.ended.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
      expect((await run.kill()).code).toBeNull();
      expect(await left(machine, 'plans')).not.toContain(output);
      let cuts = 0;
      door.hooks = {
        before(path) {
          if (isPage(path) && ++cuts < 3) throw new Error('cut');
          return true;
        },
      };
      expect(await machine.run(args)).toMatchObject({ code: 0 });
      expect([cuts, await left(machine, 'plans')]).toEqual([3, [output]]);
    },
  );

  test('[M8] without a server it waits for one', async () => {
    const door = await openDoor(server.url);
    await door[Symbol.asyncDispose]();
    await using machine = await machineOf(server, ann, door.url);
    const waiting = machine.start(['export', 'Plans']);
    await waiting.until(({ stderr }) => stderr.trim() !== '');
    await using _open = await openDoor(server.url, Number(new URL(door.url).port));
    const { code, stdout } = await waiting.ended;
    expect([code, linesOf(stdout).at(-1)?.type]).toEqual([0, 'end']);
  });
});

/** An empty server, and who imports into it. */
async function openFresh() {
  const fresh = await openTestServer();
  const owner = await signedUp(fresh, 'Ann');
  const machine = await machineOf(fresh, owner);
  return {
    ann: owner,
    machine,
    async [Symbol.asyncDispose]() {
      await machine[Symbol.asyncDispose]();
      await owner[Symbol.asyncDispose]();
      await fresh[Symbol.asyncDispose]();
    },
  };
}
