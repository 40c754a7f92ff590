import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArchive } from './read-archive.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nova-zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Packed {
  readonly name: string;
  readonly bytes: Buffer;
  /** What the archive claims, where that is not true. */
  readonly size?: number;
}

/** A zip, written by hand, since no library writes what nobody should. */
async function zipOf(name: string, files: readonly Packed[]): Promise<string> {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const packed = deflateRawSync(file.bytes);
    const title = Buffer.from(file.name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x0800, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(file.bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(file.size ?? file.bytes.length, 18);
    facts.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), facts, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), facts, tail, title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  const path = join(folder, name);
  await writeFile(path, Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006', 'latin1'), end]));
  return path;
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
