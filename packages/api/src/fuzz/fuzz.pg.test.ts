import { reasonSchema } from '@nova/contract';
import { getTRPCErrorFromUnknown } from '@trpc/server';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appRouter } from '../app-router.ts';
import { describeError } from '../errors/error-formatter.ts';
import { callable, knownProcedures } from '../rehearsal/procedures-of.ts';
import { openWorld, type World } from '../rehearsal/world.ts';
import { inputsFor } from './inputs.ts';

/** A refusal may be noted here. Nothing else of this database is written by anybody but the call: no job runs. */
const mayChange = ['audit'];

/** Makes a function that tells everything in the database but what may change, in one word. */
async function checksumOf({ db }: World): Promise<() => Promise<string>> {
  const tables = await db.sql<{ name: string }[]>`
    select tablename as name from pg_tables
    where schemaname = 'public' and tablename <> all (${mayChange})
    order by tablename
  `;
  const sums = tables.map(
    ({ name }) => `(select coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from ${name} t)`,
  );
  return async () => {
    const [row] = await db.sql.unsafe<{ sum: string }[]>(`select concat_ws('/', ${sums.join(', ')}) as sum`);
    return row?.sum ?? '';
  };
}

async function attempt(call: () => Promise<unknown>): Promise<{ reason: string | null; error: unknown }> {
  try {
    const result = await call();
    if (isStream(result)) for await (const item of result) void item;
    return { reason: null, error: null };
  } catch (error) {
    return { reason: describeError(getTRPCErrorFromUnknown(error), undefined).reason, error };
  }
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

const numRuns = Number(process.env['NOVA_FUZZ_RUNS'] ?? 25);

describe('[A3] bad input: always a typed error, never a defect, and a refusal changes no row', () => {
  test.each(knownProcedures())('$path', async ({ path, inputs }) => {
    await using world = await openWorld({ settings: { inboxEveryMs: 0 } });
    const [ann, bob, eve] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Eve')]);
    const group = await world.group(ann, bob);
    const channel = await world.channel(ann);
    const shared = await world.group(bob, eve);
    const { messageId } = await world.send(ann, group);
    const { messageId: sharedMessageId } = await world.send(eve, shared);
    const { ghost = '' } = await ann.call.imports.authors({ source: 'irc:x', names: ['ghost'] });
    const ids = [
      ann.userId,
      bob.userId,
      eve.userId,
      group,
      channel,
      shared,
      messageId,
      sharedMessageId,
      ghost,
      eve.sessionId,
    ];
    const caller = appRouter.createCaller(
      world.node.api.contextFor({ caller: eve, operator: true, requestId: 'fuzz', address: '' }),
    );
    const checksum = await checksumOf(world);
    /** What is there; null where an accepted input may have changed it since. */
    let known: string | null = null;
    await fc.assert(
      fc.asyncProperty(inputsFor(inputs[0], ids), async (input) => {
        const before = known ?? (await checksum());
        known = null;
        const { reason, error } = await attempt(() => callable(caller, path)(input));
        if (reason === null) return;
        expect({ reason: reasonSchema.parse(reason), error: reason === 'INTERNAL' ? error : null }).toEqual({
          reason,
          error: null,
        });
        expect(reason).not.toBe('INTERNAL');
        expect(await checksum()).toBe(before);
        known = before;
      }),
      { numRuns, seed: 20261123, endOnFailure: true },
    );
    expect(world.failures).toEqual([]);
  });
});

test('[A3] what a refusal must not change is all of the database: a row that goes is noticed, whatever table it was in', async () => {
  await using world = await openWorld();
  const [ann, bob] = [await world.person('Ann'), await world.person('Bob')];
  await world.send(ann, await world.group(ann, bob));
  const { sql } = world.db;
  const checksum = await checksumOf(world);
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`;
  const noticed: string[] = [];
  for (const { name } of tables) {
    const before = await checksum();
    const gone = await sql.begin(async (tx) => {
      // Rows that refer to it stay.
      await tx`set local session_replication_role = replica`;
      return tx.unsafe(`delete from ${name} where ctid in (select ctid from ${name} limit 1)`);
    });
    if (gone.count === 0) continue;
    if (mayChange.includes(name)) expect(await checksum()).toBe(before);
    else expect([name, await checksum()]).not.toEqual([name, before]);
    noticed.push(name);
  }
  expect(noticed).toEqual(
    expect.arrayContaining(['audit', 'conversations', 'events', 'members', 'messages', 'outbox', 'sessions', 'users']),
  );
});
