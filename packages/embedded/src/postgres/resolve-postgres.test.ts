import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../process/free-port.ts';
import { resolvePostgres } from './resolve-postgres.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nova-resolve-postgres-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 }));

async function answers(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return (await sql`select 1 as one`)[0]?.['one'] === 1;
  } finally {
    await sql.end();
  }
}

test('none given: an embedded one, with the reason; given: that one, which is not stopped with us', async () => {
  const own = join(folder, 'own');
  await using embedded = await resolvePostgres({ url: '', folder: own });
  const host = new URL(embedded.url).host;
  expect(embedded.kind).toBe('embedded');
  expect(embedded.why).toMatch(/^embedded PostgreSQL \d+\.\d+ on 127\.0\.0\.1:\d+, data in /);
  expect(embedded.why).toContain(`on ${host}, data in ${own}, because DATABASE_URL is not set.`);

  const never = join(folder, 'never');
  await using given = await resolvePostgres({ url: embedded.url, folder: never });
  expect(given).toMatchObject({ kind: 'given', url: embedded.url });
  expect(given.why).toMatch(/^PostgreSQL \d+\.\d+ at 127\.0\.0\.1:\d+, because DATABASE_URL names it\.$/);
  expect(existsSync(never)).toBe(false);
  await given.stop();
  expect(await answers(embedded.url)).toBe(true);
});

test('a given one that does not answer is named without its password, and nothing is taken in its place', async () => {
  const port = await freePort();
  const never = join(folder, 'never');
  const asked = resolvePostgres({ url: `postgres://nova:secret@127.0.0.1:${port}/nova`, folder: never });
  const error: unknown = await asked.catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'StoreUnavailable' });
  expect(String(error)).toContain(`The Postgres of DATABASE_URL (127.0.0.1:${port}) does not answer: `);
  expect(String(error)).not.toContain('secret');
  expect(existsSync(never)).toBe(false);
});
