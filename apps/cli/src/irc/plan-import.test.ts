import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Account } from '../moving/account.ts';
import { batchesOf } from '../moving/batches-of.ts';
import { ircSource } from './irc-source.ts';
import { planImport } from './plan-import.ts';
import { limits } from '@nova/contract';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nova-plan-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const { signal } = new AbortController();
const plan = (...paths: string[]) =>
  planImport({ paths: paths.map((path) => join(folder, path)), channel: 'x', signal });

async function write(path: string, text: string): Promise<string> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), text);
  return join(folder, path);
}

test('logs are ordered by date, whatever the order they are named in, and folders mean their logs', async () => {
  await write('order/b-2005-02-01.log', '[10:00] <b> later\n');
  await write('order/z-2005-01-01.log', '[10:00] <a> sooner\n');
  await write('order/c-2005-03-01.log', '[10:00] <c> last\n');
  await write('order/z-2005-01-01.links', '0 0 -\n');
  const { channels, authors } = await plan('order');
  expect(channels[0]?.paths.map((path) => path.slice(-16))).toEqual([
    'z-2005-01-01.log',
    'b-2005-02-01.log',
    'c-2005-03-01.log',
  ]);
  expect([...authors]).toEqual(['a', 'b', 'c']);
});

test('what cannot be an import is said in words', async () => {
  await write('a/2005-01-01.log', '');
  await write('b/2005-01-01.log', '');
  await write('undated.log', '');
  await expect(plan('a', 'b')).rejects.toThrow('one name');
  await expect(plan('undated.log')).rejects.toThrow('tells no date');
  await expect(plan('missing.log')).rejects.toThrow('there is no such file');
  await expect(planImport({ paths: [], channel: 'x', signal })).rejects.toThrow('no log to import');
  await expect(planImport({ paths: [join(folder, 'a')], channel: undefined, signal })).rejects.toThrow('--channel');
  await expect(planImport({ paths: [join(folder, 'a')], channel: '#Ünicode', signal })).rejects.toThrow('no name');
});

test('[A3] batches stay below the size of a request, each reply after what it answers, and are the same every time', async () => {
  const line = (number: number): string => `[10:00] <a${number % 3}> ${'👍'.repeat(number % 7 === 0 ? 3_900 : 10)}`;
  const path = await write(
    'big/2006-01-01.log',
    Array.from({ length: 3_000 }, (_, number) => `${line(number)}\n`).join(''),
  );
  await write(
    'big/2006-01-01.links',
    Array.from({ length: 2_999 }, (_, number) => `${number} ${number + 1} -\n`).join(''),
  );
  const [conversation] = ircSource(await planImport({ paths: [path], channel: 'x', signal })).conversations;
  const batches = async () => {
    const all = [];
    const idOfPerson = (name: string): string => `00000000-0000-7000-8000-00000000000${name.slice(1)}`;
    const names = { handleOf: () => null, conversationIdOf: () => null };
    const messages = conversation?.messages(names, new Account()) ?? [];
    for await (const batch of batchesOf(messages, { source: 's', idOfPerson })) all.push(batch.messages);
    return all;
  };
  const first = await batches();
  expect(first.length).toBeGreaterThan(4);
  const seen = new Set<string>();
  for (const batch of first) {
    expect(batch.length).toBeLessThanOrEqual(limits.importBatchMax);
    expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThan(limits.requestMaxBytes);
    for (const { id, replyToId } of batch) {
      if (replyToId !== null) expect(seen.has(replyToId)).toBe(true);
      seen.add(id);
    }
  }
  expect(seen.size).toBe(3_000);
  expect(await batches()).toEqual(first);
});
