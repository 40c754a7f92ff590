import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@nova/embedded';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ended, type Launched, launched } from './testing/launched.ts';

const launcherFile = fileURLToPath(new URL('./testing/stub-launcher.ts', import.meta.url));

let folder: string;
let port: number;
/** The folder of a stub app; empty: none. */
let app: string;
const started = new Set<ChildProcess>();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nova-launcher-'));
  port = await freePort();
  app = '';
});

afterEach(async () => {
  for (const child of started) await ended(child, 'SIGTERM');
  started.clear();
  // The stores of a killed launcher may still be writing their last words.
  rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
});

function start(stub = '', args: readonly string[] = []): Launched {
  const stubs = { STUB: stub, STUB_DATA: folder, STUB_APP: app };
  const env = { ...stubs, PORT: String(port), DATABASE_URL: '', REDIS_URL: '', WEB_URL: '' };
  const launcher = launched(launcherFile, env, args);
  started.add(launcher.child);
  return launcher;
}

function readJson(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;
}

/** Runs a statement in the database that the server was given. */
async function inDatabase<Row extends object>(statement: string): Promise<readonly Row[]> {
  const sql = postgres(String(readJson('given.json')['DATABASE_URL']), { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe<Row[]>(statement);
  } finally {
    await sql.end();
  }
}

test('starts all parts, refuses a second start, drains the server first, finds its data again', async () => {
  const first = start();
  await first.says(`Ready     http://127.0.0.1:${port}`);
  expect(first.said()).toMatch(/^Postgres {2}embedded PostgreSQL .* because DATABASE_URL is not set/m);
  expect(first.said()).toMatch(/^Redis {5}.* because REDIS_URL is not set/m);
  const given = readJson('given.json');
  expect(given).toMatchObject({ NODE_ENV: 'production', PORT: String(port) });
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  await inDatabase("create table said as select 'at the first start' as body");

  const second = start();
  expect(await second.code).toBe(1);
  expect(second.said()).toContain(`Nova already runs in this folder (process ${first.child.pid}): open http://`);

  first.child.kill('SIGINT');
  expect(await first.code).toBe(0);
  expect(readJson('drained.json')).toEqual({ postgres: true, redis: true });

  const third = start();
  await third.says('Ready');
  expect(readJson('given.json')).toMatchObject({ AUTH_SECRET: given['AUTH_SECRET'] });
  expect(await inDatabase('select body from said')).toEqual([{ body: 'at the first start' }]);
});

test('one killed while it creates its database leaves nothing that blocks the next', async () => {
  const place = join(folder, 'postgres');
  const unfinished = (): string[] =>
    existsSync(place) ? readdirSync(place).filter((name) => name.startsWith('data.unfinished')) : [];
  const first = start();
  // Half-way: there is something, and it is not all.
  while (!unfinished().some((name) => existsSync(join(place, name, 'global')))) await sleep(1);
  await ended(first.child, 'SIGKILL');
  expect(existsSync(join(place, 'data'))).toBe(false);
  const second = start();
  await second.says('Ready');
  expect(unfinished()).toEqual([]);
  expect(await inDatabase('select 1 as one')).toEqual([{ one: 1 }]);
});

test('a killed launcher leaves nothing that blocks the next, not even a server that never stops', async () => {
  const first = start('stubborn');
  await first.says('Ready');
  await ended(first.child, 'SIGKILL');
  const second = start();
  await second.says('Ready');
});

test('a second order does not wait for the server', async () => {
  const launcher = start('stubborn');
  await launcher.says('Ready');
  launcher.child.kill('SIGINT');
  await launcher.says('Stopping');
  launcher.child.kill('SIGINT');
  expect(await launcher.code).toBe(130);
});

test('an order while it starts stops what has started', async () => {
  const launcher = start();
  await launcher.says('Postgres');
  launcher.child.kill('SIGTERM');
  expect(await launcher.code).toBe(0);
  expect(existsSync(join(folder, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
});

test('makes the demo workspace when asked, and runs without it when that fails', async () => {
  const launcher = start('', ['--demo']);
  await launcher.says('Ready');
  expect(launcher.said()).toContain(`asked to seed --demo at http://127.0.0.1:${port} with true`);
  await ended(launcher.child, 'SIGTERM');
  const broken = start('broken-demo', ['--demo']);
  await broken.says('Ready');
  expect(broken.said()).toContain('The demo could not be made:\nthe stub has no demo');
});

test('a server that does not start is quoted', async () => {
  const launcher = start('broken');
  expect(await launcher.code).toBe(1);
  expect(launcher.said()).toContain('the stub is broken');
});

test('a busy port is named before anything starts, with what to do', async () => {
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  const launcher = start();
  expect(await launcher.code).toBe(1);
  expect(launcher.said()).toMatch(new RegExp(`^Port ${port} of 127.0.0.1 is in use .* npm start -- --port \\d+$`, 'm'));
  expect(launcher.said()).not.toContain('Postgres');
  other.close();
});

test('options that do not exist are refused, help is given', async () => {
  const wrong = start('', ['--prot', '1']);
  expect(await wrong.code).toBe(1);
  expect(wrong.said()).toContain('--prot');
  const help = start('', ['--help']);
  expect(await help.code).toBe(0);
  expect(help.said()).toContain('npm start -- --port 4000');
});

test('builds the app when it is missing or stale, serves it, and starts it again when it dies', async () => {
  app = mkdtempSync(join(folder, 'app-'));
  const source = join(app, 'source.txt');
  writeFileSync(source, 'one');
  const builds = (): string[] => readFileSync(join(app, 'builds.txt'), 'utf8').trim().split('\n');
  const first = start();
  await first.says('Ready');
  expect(builds()).toEqual(['production']);
  const webUrl = String(readJson('given.json')['WEB_URL']);
  expect(await (await fetch(webUrl)).text()).toBe('start');
  await fetch(`${webUrl}/die`).catch(() => null);
  await first.says('App       ended with code 3; started again.');
  expect(await (await fetch(webUrl)).text()).toBe('start');
  await ended(first.child, 'SIGINT');
  await expect(fetch(webUrl)).rejects.toThrow('fetch failed');

  const second = start();
  await second.says('Ready');
  expect([builds().length, second.said().includes('building')]).toEqual([1, false]);
  await ended(second.child, 'SIGINT');

  writeFileSync(source, 'broken');
  const third = start();
  expect(await third.code).toBe(1);
  expect(third.said()).toContain('the source is broken');
  const dev = start('', ['--dev']);
  await dev.says('Ready');
  expect(readJson('given.json')).toMatchObject({ NODE_ENV: 'development' });
  expect(await (await fetch(String(readJson('given.json')['WEB_URL']))).text()).toBe('dev');
  expect(builds().length).toBe(1);
});
