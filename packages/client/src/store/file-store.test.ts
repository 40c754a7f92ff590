import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testUuid } from '../testing/model-server.ts';
import { describeDeviceStore, outboxEntry } from './device-store-contract.ts';
import { FileStore } from './file-store.ts';

const directories: string[] = [];
function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'nova-store-'));
  directories.push(path);
  return path;
}
afterEach(() => {
  for (const path of directories.splice(0)) rmSync(path, { recursive: true, force: true });
});

async function handlePrototype(): Promise<FileHandle> {
  const handle = await open(import.meta.filename);
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

describeDeviceStore('FileStore', async () => {
  const path = mkdtempSync(join(tmpdir(), 'nova-store-'));
  const opened = [new FileStore(path)];
  const [store] = opened as [FileStore];
  const prototype = await handlePrototype();
  return {
    store,
    async reopen() {
      await store.close();
      const again = new FileStore(path);
      opened.push(again);
      return again;
    },
    fill() {
      const full = vi
        .spyOn(prototype, 'datasync')
        .mockRejectedValue(Object.assign(new Error('full'), { code: 'ENOSPC' }));
      return () => full.mockRestore();
    },
    async dispose() {
      for (const each of opened) await each.close();
      rmSync(path, { recursive: true, force: true });
    },
  };
});

function outboxPath(path: string): string {
  const account = readdirSync(path).find((name) => name.startsWith('account-')) ?? '';
  return join(path, account, 'outbox.log');
}

describe('FileStore', () => {
  it('[O1] cut off at any byte, holds each write wholly or not at all, and takes the next', async () => {
    const path = directory();
    const store = new FileStore(path);
    const sizes: number[] = [0];
    for (let n = 1; n <= 3; n++) {
      await store.writeOutbox('a', {
        put: [outboxEntry(n, `text ${n} ü`), outboxEntry(10 + n)],
        remove: n > 1 ? [testUuid(n - 1)] : [],
      });
      sizes.push(statSync(outboxPath(path)).size);
    }
    await store.close();
    const whole = readFileSync(outboxPath(path));
    for (let cut = 0; cut <= whole.length; cut++) {
      const copy = join(directory(), 'copy');
      cpSync(path, copy, { recursive: true });
      writeFileSync(outboxPath(copy), whole.subarray(0, cut));
      const survivor = new FileStore(copy);
      const writes = sizes.findLastIndex((size) => size <= cut);
      const ids = writes === 0 ? [] : [testUuid(writes), ...Array.from({ length: writes }, (_, n) => testUuid(11 + n))];
      expect((await survivor.loadOutbox('a')).map(({ id }) => id)).toEqual(ids);
      // Each append costs the disk a flush: every eleventh cut is enough for what follows.
      if (cut % 11 > 0) {
        await survivor.close();
        rmSync(copy, { recursive: true });
        continue;
      }
      await survivor.writeOutbox('a', { put: [outboxEntry(99)], remove: [] });
      await survivor.close();
      const next = new FileStore(copy);
      expect((await next.loadOutbox('a')).map(({ id }) => id)).toEqual([...ids, testUuid(99)]);
      await next.close();
      rmSync(copy, { recursive: true });
    }
  }, 60_000);

  it('[O1] survives kill -9 while writing: everything that was acknowledged is there', async () => {
    const path = directory();
    const writer = `
      import { FileStore } from ${JSON.stringify(new URL('./file-store.ts', import.meta.url).href)};
      const store = new FileStore(${JSON.stringify(path)});
      for (let n = 1; ; n++) {
        await store.writeOutbox('a', { put: [{ id: 'e' + n, order: n, work: { body: 'x'.repeat(n % 3000) } }], remove: n > 20 ? ['e' + (n - 20)] : [] });
        console.log(n);
      }`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', writer], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      // Late enough that the journal has been rewritten at least once.
      if (told.split('\n').length > 450) child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.once('close', resolve));
    const acknowledged = Number(told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1));
    const store = new FileStore(path);
    const ids = (await store.loadOutbox('a')).map(({ order }) => order);
    await store.close();
    expect([acknowledged, acknowledged + 1]).toContain(ids.at(-1));
    expect(ids).toHaveLength(20);
  });

  it('[O6] is one process at a time, and takes over from a dead one', async () => {
    const path = directory();
    const store = new FileStore(path);
    expect(() => new FileStore(path)).toThrow(expect.objectContaining({ code: 'STORE_IN_USE', detail: process.pid }));
    await store.close();
    writeFileSync(join(path, 'lock'), '999999999:1');
    await new FileStore(path).close();
    writeFileSync(join(path, 'lock'), `${process.pid}:1`);
    await new FileStore(path).close();
  });

  it('[O8] nobody else on the machine can read it', async () => {
    const path = directory();
    const store = new FileStore(path);
    await store.writeOutbox('a', { put: [outboxEntry(1)], remove: [] });
    await store.close();
    expect(statSync(outboxPath(path)).mode & 0o077).toBe(0);
  });
});
