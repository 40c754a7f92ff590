import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { describeBlobStore } from './describe-blob-store.ts';
import { DiskStore } from './disk-store.ts';

describeBlobStore('DiskStore', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nova-disk-'));
  return {
    store: new DiskStore(folder),
    again: () => new DiskStore(folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
});

test('[F6] no key leads out of its folder, and nobody else may read it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nova-disk-'));
  const store = new DiskStore(join(folder, 'files'));
  const path = join(folder, 'given');
  await writeFile(path, 'x');
  for (const key of ['../up', '/root', 'a/../b', 'a\u0000b', '', 'A'])
    await expect(store.put(key, path)).rejects.toThrow('not a key');
  await store.put('abcd', path);
  expect((await stat(join(folder, 'files', 'ab'))).mode & 0o077).toBe(0);
  await rm(folder, { recursive: true });
});
