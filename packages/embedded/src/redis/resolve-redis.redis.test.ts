import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../process/free-port.ts';
import { findNativeRedis } from './native-binary.ts';
import { type ProvidedRedis, resolveRedis } from './resolve-redis.ts';
import { askRedis } from './resp.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nova-resolve-redis-'));
});

afterEach(() => {
  // One that was just stopped may still be writing its last words.
  rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
});

/** A folder for a search path, with programs that only tell their version. */
function programs(versions: Record<string, string>): string {
  const place = mkdtempSync(join(folder, 'bin-'));
  for (const [name, version] of Object.entries(versions)) {
    writeFileSync(join(place, name), `#!/bin/sh\necho "Server v=${version} sha=00000000:0 malloc=libc bits=64"\n`);
    chmodSync(join(place, name), 0o755);
  }
  return place;
}

async function answersAt({ url }: ProvidedRedis): Promise<boolean> {
  const { port, password } = new URL(url);
  return (await askRedis(Number(port), [`AUTH ${password}`, 'PING'], 5_000)).at(-1) === '+PONG';
}

const resolve = (more: { url?: string; searchPath?: string }) =>
  resolveRedis({ folder: join(folder, 'redis'), ...more });

describe('which Redis is used', () => {
  test('the given one, although there is a program; it is not stopped with us', async () => {
    const searchPath = programs({ 'valkey-server': '8.1.0' });
    await using given = await resolve({ searchPath: '' });
    const host = new URL(given.url).host;
    await using found = await resolve({ url: given.url, searchPath });
    expect(found).toMatchObject({
      kind: 'given',
      url: given.url,
      why: `the Redis at ${host}, because REDIS_URL names it.`,
    });
    await found.stop();
    expect(await answersAt(given)).toBe(true);
  });

  test('a given one that does not answer is named, and nothing is taken in its place', async () => {
    const port = await freePort();
    await expect(resolve({ url: `redis://:secret@127.0.0.1:${port}` })).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringMatching(
        new RegExp(`^The Redis of REDIS_URL \\(127\\.0\\.0\\.1:${port}\\) cannot be reached: .*ECONNREFUSED`),
      ) as string,
    });
    await expect(resolve({ url: 'nonsense' })).rejects.toMatchObject({ name: 'StoreUnavailable' });
  });

  test.each([
    ['nothing on the search path', {}, 'there is no valkey-server or redis-server on the PATH'],
    ['one that is too old', { 'redis-server': '6.2.14' }, 'is 6.2.14 (7 or newer is needed)'],
    ['one that tells nothing', { 'redis-server': 'unknown' }, 'is of unknown version (7 or newer is needed)'],
  ])('%s: the embedded one, with the reason', async (_, versions, reason) => {
    await using found = await resolve({ searchPath: programs(versions), url: '' });
    expect(found.kind).toBe('embedded');
    expect(found.why).toMatch(/^embedded Valkey on 127\.0\.0\.1:\d+, because REDIS_URL is not set and /);
    expect(found.why).toContain(reason);
    expect(await answersAt(found)).toBe(true);
  });

  test('of several programs a Valkey first, then whichever is new enough', () => {
    const [redis, valkey] = [programs({ 'redis-server': '7.4.1' }), programs({ 'valkey-server': '8.0.2' })];
    expect(findNativeRedis([redis, valkey].join(delimiter))).toEqual({
      path: join(valkey, 'valkey-server'),
      name: 'valkey-server',
      version: '8.0.2',
    });
    const old = programs({ 'redis-server': '6.0.16', 'valkey-server': '6.9.9' });
    expect(findNativeRedis([old, redis].join(delimiter))).toMatchObject({ path: join(redis, 'redis-server') });
    writeFileSync(join(valkey, 'valkey-server'), '', { mode: 0o644 });
    chmodSync(join(valkey, 'valkey-server'), 0o644);
    expect(findNativeRedis(valkey)).toHaveProperty('missing');
  });

  const native = findNativeRedis(process.env['PATH'] ?? '');
  test.skipIf('missing' in native)('a program that is there: a private child of ours, with the reason', async () => {
    if ('missing' in native) return;
    const place = mkdtempSync(join(folder, 'bin-'));
    symlinkSync(native.path, join(place, native.name));
    const found = await resolve({ searchPath: place });
    expect(found.kind).toBe('native');
    expect(found.why).toContain(`private ${native.name} ${native.version} on 127.0.0.1:`);
    expect(found.why).toContain(`because REDIS_URL is not set and ${join(place, native.name)} is there.`);
    expect(await answersAt(found)).toBe(true);
    await found.stop();
    expect(await found.ended).toMatch(/^Redis ended/);
  });
});
