import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { madeZip, type Packed } from '../testing/made-zip.ts';
import { type Archive, openArchive } from './read-archive.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nova-zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function zipOf(name: string, files: readonly Packed[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, madeZip(files));
  return path;
}

async function streamed(archive: Archive, name: string): Promise<string> {
  const found = await archive.stream(name);
  if ('problem' in found) return found.problem;
  const chunks: Buffer[] = [];
  for await (const chunk of found.stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const small = { files: 3, fileBytes: 4_000_000, ratio: 100 };

test('[M7] reads what is in a zip; what is missing, too large, a bomb or a lie is told by its name', async () => {
  const path = await zipOf('fine.zip', [
    { name: 'users.json', bytes: Buffer.from('[]') },
    { name: 'general/bomb.json', bytes: Buffer.alloc(3_000_000) },
    { name: 'general/lie.json', bytes: Buffer.from('["longer than it says"]'), size: 3 },
  ]);
  await using archive = await openArchive(path, small);
  expect(archive.names.toSorted()).toEqual(['general/bomb.json', 'general/lie.json', 'users.json']);
  expect(await archive.read('users.json')).toEqual({ bytes: Buffer.from('[]') });
  expect(await archive.read('general/bomb.json')).toEqual({ problem: 'too large' });
  expect(await archive.read('general/lie.json')).toEqual({ problem: 'broken' });
  expect(await archive.read('nothing.json')).toEqual({ problem: 'missing' });
  expect([await archive.size('users.json'), await archive.size('nothing.json')]).toEqual([2, null]);
  expect(await streamed(archive, 'users.json')).toBe('[]');
  expect(await archive.stream('general/bomb.json')).toEqual({ problem: 'too large' });
  expect(await archive.stream('nothing.json')).toEqual({ problem: 'missing' });
  await expect(streamed(archive, 'general/lie.json')).rejects.toThrow('bytes');
});

test('[M7] a name that leads out of the archive, a cut file, too many files: refused as a whole', async () => {
  const out = await zipOf('out.zip', [{ name: '../../etc/cron.d/x', bytes: Buffer.from('x') }]);
  await expect(openArchive(out, small)).rejects.toThrow('no zip that can be trusted');
  const root = await zipOf('root.zip', [{ name: '/etc/passwd', bytes: Buffer.from('x') }]);
  await expect(openArchive(root, small)).rejects.toThrow('no zip that can be trusted');
  const many = await zipOf(
    'many.zip',
    ['a', 'b', 'c', 'd'].map((name) => ({ name, bytes: Buffer.from('x') })),
  );
  await expect(openArchive(many, small)).rejects.toThrow('more files than an export does');
  await writeFile(join(folder, 'cut.zip'), 'PK\u0003\u0004 and no more');
  await expect(openArchive(join(folder, 'cut.zip'), small)).rejects.toThrow('is no zip, or is cut off');
});
