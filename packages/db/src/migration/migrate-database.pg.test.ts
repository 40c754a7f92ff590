import { readdir, readFile } from 'node:fs/promises';
import { type NovaEvent, eventSchema } from '@nova/contract';
import { testDatabase } from '@nova/testkit';
import postgres from 'postgres';
import { describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../connection/database.ts';
import { readLog } from '../statements/read-log.ts';
import { migrateDatabase } from './migrate-database.ts';

function open(url: string): Database {
  const limits = { lockTimeoutMs: 1_000, statementTimeoutMs: 5_000, idleInTransactionTimeoutMs: 5_000 };
  return openDatabase({ url, maxConnections: 6, applicationName: 'migration-test', ...limits });
}

/** Columns, indexes, constraints, triggers and storage settings, as words that can be compared. */
async function shapeOf(db: Database): Promise<readonly string[]> {
  const rows = await db.query<{ line: string }>`
    select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) as line
    from information_schema.columns where table_schema = 'public'
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
    from pg_constraint where connamespace = 'public'::regnamespace
    union all select concat_ws(' ', tgrelid::regclass, pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
    union all select concat_ws(' ', relname, reloptions) from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'
    order by 1`;
  return rows.map(({ line }) => line);
}

const dump = new URL('first-schema.dump.sql', import.meta.url);

const tables = ['users', 'sessions', 'accounts', 'conversations', 'members', 'read_positions', 'messages', 'revisions'];
const more = ['reactions', 'pins', 'events', 'outbox', 'audit', 'log'];

/** Every row of the old tables, as far as the old columns go. */
async function rowsOf(db: Database, columns: ReadonlyMap<string, readonly string[]>): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const table of [...tables, ...more]) {
    const names = columns.get(table) ?? [];
    found.set(table, await db.sql`select ${db.sql([...names])} from ${db.sql(table)} order by 1, 2`);
  }
  return found;
}

async function columnsOf(db: Database): Promise<Map<string, string[]>> {
  const rows = await db.query<{ table: string; names: string[] }>`
    select table_name as table, json_agg(column_name order by ordinal_position) as names
    from information_schema.columns where table_schema = 'public' group by 1`;
  return new Map(rows.map(({ table, names }) => [table, names]));
}

/** What a server of the version before does not survive. A migration that has to do so is named where they are looked for. */
const harmful: Readonly<Record<string, RegExp>> = {
  'takes something away': /\bdrop\b/i,
  'names something anew': /\brename\b/i,
  'demands what may be missing': /set not null/i,
  'adds a column that must be given': /add column(?![^;]*default)[^;]*not null/i,
  'changes what a column holds': /alter column[^;]*\btype\b/i,
};

describe('migrations', () => {
  test('an older database comes forward with every row, and is then like a new one', async () => {
    await using old = await testDatabase({ content: 'empty' });
    await using fresh = await testDatabase();
    await using db = open(old.url);
    await db.sql.unsafe(await readFile(dump, 'utf8'));
    const columns = await columnsOf(db);
    const before = await rowsOf(db, columns);
    expect([...before.values()].every((rows) => Array.isArray(rows) && rows.length > 0)).toBe(true);
    await migrateDatabase(old.url);
    expect(await rowsOf(db, columns)).toEqual(before);
    await using model = open(fresh.url);
    expect(await shapeOf(db)).toEqual(await shapeOf(model));
  });

  test('[L3] [X1] its log reads as before, without the text that was deleted', async () => {
    await using old = await testDatabase({ content: 'empty' });
    await using db = open(old.url);
    await db.sql.unsafe(await readFile(dump, 'utf8'));
    await migrateDatabase(old.url);
    const conversationId = '01a20a00-0000-7000-8000-000000000005';
    const entries = await readLog(db.query, { conversationId, afterSeq: 0 }, 100);
    const events: NovaEvent[] = entries.map(({ text }) => eventSchema.parse(JSON.parse(text)));
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(events.flatMap((event) => ('body' in event ? [event.body] : []))).toEqual([
      'first text',
      null,
      'second text',
    ]);
    expect(entries.at(-1)?.erases).toEqual([5]);
  });

  test('a server of the version before writes on after it: the old columns are enough', async () => {
    await using old = await testDatabase({ content: 'empty' });
    await using db = open(old.url);
    const text = await readFile(dump, 'utf8');
    await db.sql.unsafe(text);
    const columns = await columnsOf(db);
    const before = await rowsOf(db, columns);
    await migrateDatabase(old.url);
    // Everything that the old server once wrote, written once more.
    const written = [...text.matchAll(/^INSERT INTO (?!drizzle)[\s\S]*?;$/gm)].map(([statement]) => statement);
    expect(written.length).toBeGreaterThan(tables.length);
    await db.sql.unsafe(`truncate ${[...tables, ...more].join(', ')} restart identity cascade`);
    for (const statement of written) await db.sql.unsafe(statement);
    const timeless = (rows: Map<string, unknown>): string =>
      JSON.stringify([...rows]).replaceAll(/"\d{4}-[\d-]+T[^"]+"/g, '""');
    expect(timeless(await rowsOf(db, columns))).toBe(timeless(before));
  });

  test('[V6] channels that were named with a # are named without it, but where another would have the same name', async () => {
    await using old = await testDatabase({ content: 'empty' });
    await using db = open(old.url);
    await db.sql.unsafe(await readFile(dump, 'utf8'));
    const named = [
      ['channel', '#kubuntu', 'kubuntu'],
      ['channel', '##Übung', 'Übung'],
      ['channel', '#', '#'],
      ['channel', '#!', '#!'],
      ['channel', 'c#', 'c#'],
      ['channel', '#linux', '#linux'],
      ['channel', '##Linux', '##Linux'],
      ['channel', '#plans', '#plans'],
      ['channel', 'Plans', 'Plans'],
      ['group', '#1', '#1'],
      // Of a group, which has no sign beside it, the name says nothing about a channel's.
      ['group', 'kubuntu', 'kubuntu'],
    ] as const;
    const [creator] = await db.query<{ id: string }>`select id from users limit 1`;
    for (const [kind, title] of named)
      await db.sql`
        insert into conversations (id, kind, title, created_by)
        values (gen_random_uuid(), ${kind}, ${title}, ${creator?.id ?? ''})`;
    await migrateDatabase(old.url);
    const titles = await db.query<{ title: string }>`
      select title from conversations where title <> 'Old group'`;
    const wanted = named.map(([, , title]) => title).toSorted();
    expect(titles.map(({ title }) => title).toSorted()).toEqual(wanted);
  });

  test('[W2] who writes during it waits, at most as long as for any lock, is told to try again, and then can', async () => {
    await using old = await testDatabase({ content: 'empty' });
    await using db = open(old.url);
    await db.sql.unsafe(await readFile(dump, 'utf8'));
    await using ending = new AsyncDisposableStack();
    const reader = ending.adopt(postgres(old.url, { max: 1 }), (sql) => sql.end());
    // A long read: the migration waits for it with what it has locked by then, and so does whoever writes.
    await reader`begin`;
    await reader`select from messages limit 1`;
    const migrated = migrateDatabase(old.url);
    const waiting = async (): Promise<number> => {
      const [row] = await db.query<{ count: number }>`
        select count(*) from pg_stat_activity
        where datname = current_database() and application_name = 'nova-migrate' and wait_event_type = 'Lock'`;
      return row?.count ?? 0;
    };
    while ((await waiting()) === 0);
    const write = (): Promise<unknown> => db.sql`update messages set body = 'edited' where body = 'second text'`;
    const codes: unknown[] = [];
    for (let attempt = 0; attempt < 2; attempt++)
      await write().catch((error) => codes.push(Reflect.get(error, 'code')));
    expect(codes).toEqual(['55P03', '55P03']);
    const last = write();
    await reader`commit`;
    await migrated;
    // In time or not: it waited for a lock, and nothing worse.
    await last.catch((error) => expect(Reflect.get(error, 'code')).toBe('55P03'));
    await write();
    expect(await db.sql`select 1 from messages where body = 'edited'`).toHaveLength(1);
  });

  test('every migration adds and takes nothing away that a running server uses', async () => {
    const folder = new URL('../../../../drizzle/', import.meta.url);
    const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
    expect(files.length).toBeGreaterThan(10);
    const found: string[] = [];
    // The first one has no server before it.
    for (const file of files.slice(1)) {
      for (const statement of (await readFile(new URL(file, folder), 'utf8')).split('--> statement-breakpoint'))
        for (const [what, pattern] of Object.entries(harmful))
          if (pattern.test(statement)) found.push(`${file}: ${what}`);
    }
    expect(found).toEqual([]);
    const offences = [
      'ALTER TABLE "users" DROP COLUMN "name";',
      'alter table users rename column name to title;',
      'ALTER TABLE "users" ALTER COLUMN "image" SET NOT NULL;',
      'ALTER TABLE "users" ADD COLUMN "age" integer NOT NULL;',
      'ALTER TABLE "users" ALTER COLUMN "age" SET DATA TYPE bigint;',
    ];
    for (const statement of offences)
      expect([statement, Object.values(harmful).some((pattern) => pattern.test(statement))]).toEqual([statement, true]);
  });

  test('two nodes that start together, and a third later, migrate once', async () => {
    await using empty = await testDatabase({ content: 'empty' });
    await Promise.all([migrateDatabase(empty.url), migrateDatabase(empty.url)]);
    await migrateDatabase(empty.url);
    await using db = open(empty.url);
    const [applied] = await db.query<{ count: number; distinct: number }>`
      select count(*), count(distinct hash) as distinct from drizzle.__drizzle_migrations`;
    expect(applied?.count).toBe(applied?.distinct);
    expect(await shapeOf(db)).toContain('conversations {fillfactor=50}');
  });
});
