import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, identify, isAlive } from '@nova/embedded';
import { expect, onTestFinished, test } from 'vitest';
import { descendants } from './testing/descendants.ts';
import { ended, launched } from './testing/launched.ts';

const realLauncher = fileURLToPath(new URL('./testing/real-launcher.ts', import.meta.url));
/** Held by who develops in this very checkout: of its sources there is one development server at a time. */
const lockFile = fileURLToPath(new URL('../../web/.next/dev/lock', import.meta.url));

/** The id that is in the lock; what cannot be read holds nothing. */
function holderOf(lock: string): number | null {
  try {
    return Number((JSON.parse(readFileSync(lock, 'utf8')) as { readonly pid?: unknown }).pid);
  } catch {
    return null;
  }
}

test('npm run dev: the app from its sources and the API at one address, and nothing of it is left when it stops', async ({
  skip,
}) => {
  const holder = holderOf(lockFile);
  skip(holder !== null && isAlive(identify(holder)), 'npm run dev is running in this checkout');
  const folder = mkdtempSync(join(tmpdir(), 'nova-dev-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 }));
  const port = await freePort();
  const env = { REAL_DATA: folder, PORT: String(port), HOST: '', DATABASE_URL: '', REDIS_URL: '', WEB_URL: '' };
  const { child, says, said, code } = launched(realLauncher, env, ['--dev']);
  onTestFinished(() => ended(child, 'SIGTERM'));
  const address = `http://127.0.0.1:${port}`;
  await says(`Ready     ${address}`);
  expect(said()).toContain('shows changes as they are saved');

  // Compiled when it is asked for, as a document is, which takes many times as long.
  const manifest = await fetch(new URL('/manifest.webmanifest', address));
  expect(manifest.status).toBe(200);
  expect(await manifest.json()).toMatchObject({ name: 'Nova' });
  const boot = await fetch(new URL('/boot.js', address));
  expect([boot.status, await boot.text()]).toMatchObject([200, expect.stringContaining('// Before the first paint')]);
  const stranger = await fetch(new URL('/api/trpc/user.me', address));
  expect([stranger.status, await stranger.json()]).toMatchObject([
    401,
    { error: { data: { reason: 'UNAUTHENTICATED' } } },
  ]);

  const named = [...said().matchAll(/ process (\d+)/g)].map(([, pid]) => Number(pid));
  expect(named.length).toBe(2);
  const all = [...named, ...descendants(child.pid ?? 0)].map(identify);
  expect(all.filter(isAlive)).toEqual(all);
  child.kill('SIGINT');
  expect(await code).toBe(0);
  await expect.poll(() => all.filter(isAlive), { timeout: 20_000 }).toEqual([]);
}, 120_000);
