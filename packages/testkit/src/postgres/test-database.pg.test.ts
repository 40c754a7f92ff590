import postgres from 'postgres';
import { expect, test } from 'vitest';
import { testDatabase } from './test-database.ts';

async function tables(url: string): Promise<number> {
  const sql = postgres(url, { max: 1 });
  try {
    return (await sql`select 1 from pg_tables where schemaname = 'public'`).length;
  } finally {
    await sql.end();
  }
}

test('a database has the current schema, or nothing, and is gone when disposed', async () => {
  const migrated = await testDatabase();
  expect(await tables(migrated.url)).toBeGreaterThan(0);
  await using empty = await testDatabase({ content: 'empty' });
  expect(await tables(empty.url)).toBe(0);

  await migrated[Symbol.asyncDispose]();
  await expect(tables(migrated.url)).rejects.toThrow('does not exist');
});
