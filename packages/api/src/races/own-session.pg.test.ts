import { newId } from '@nova/db';
import { gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { appRouter } from '../app-router.ts';
import { auditOf } from '../rehearsal/log-of.ts';
import { openWorld, type Person, reasonOf, type World } from '../rehearsal/world.ts';

/** The same person, signed in once more. */
async function signInAgain(world: World, { userId }: Person): Promise<Pick<Person, 'sessionId' | 'call'>> {
  const sessionId = newId();
  await world.db.query`
    insert into sessions (id, token, user_id, expires_at)
    values (${sessionId}, ${sessionId}, ${userId}, now() + interval '1 day')`;
  const facts = { operator: false, requestId: 'r', address: '' };
  const context = world.node.api.contextFor({ ...facts, caller: { userId, sessionId } });
  return { sessionId, call: appRouter.createCaller(context) };
}

async function stateOf(world: World): Promise<unknown> {
  return {
    people: await world.db.query`select id, name, handle from users order by id`,
    sessions: await world.db.query`select id from sessions order by id`,
  };
}

test('[W4] sign-out first: a change of profile or devices that was already asked for is refused, and audited [W8]', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const other = await signInAgain(world, ann);
  const deleted = gate();
  const rest = gate();
  const before = await stateOf(world);
  const signOut = world.db.sql
    .begin(async (sql) => {
      await sql`delete from sessions where id = ${other.sessionId}`;
      void deleted.pass();
      await rest.pass();
      throw new Error('undone, to compare');
    })
    .catch(() => {});
  await deleted.arrived();
  // Deleted but not yet committed: whoever looked before the transaction would still find the session.
  expect(await reasonOf(other.call.user.updateProfile({ name: 'Eve' }))).toBe('UNAUTHENTICATED');
  expect(await reasonOf(other.call.user.revokeDevice({ deviceId: ann.sessionId }))).toBe('UNAUTHENTICATED');
  rest.open();
  await signOut;
  expect(await stateOf(world)).toEqual(before);
  expect(await auditOf(world)).toEqual([
    'user.updateProfile refused UNAUTHENTICATED',
    'user.revokeDevice refused UNAUTHENTICATED',
  ]);
});

test('[W4] a profile changed first holds the sign-out up until it is committed', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const held = gate();
  const rest = gate();
  const holding = world.db.sql.begin(async (sql) => {
    await sql`select id from users where id = ${ann.userId} for update`;
    void held.pass();
    await rest.pass();
  });
  await held.arrived();
  const changing = ann.call.user.updateProfile({ name: 'Anna' });
  const waits = async (count: number): Promise<void> => {
    for (;;) {
      const rows = await world.db.query`
        select 1 as found from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
      if (rows.length >= count) return;
    }
  };
  await waits(1);
  const signOut = world.openNode().db.query`delete from sessions where id = ${ann.sessionId}`;
  await waits(2);
  rest.open();
  expect((await changing).name).toBe('Anna');
  await Promise.all([holding, signOut]);
});

test('[W4] of two sessions that end each other at once, one wins', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  for (let round = 0; round < 5; round++) {
    const [first, second] = await Promise.all([signInAgain(world, ann), signInAgain(world, ann)]);
    const outcomes = await Promise.all([
      reasonOf(first.call.user.revokeDevice({ deviceId: second.sessionId })),
      reasonOf(second.call.user.revokeDevice({ deviceId: first.sessionId })),
    ]);
    expect(outcomes.toSorted()).toEqual(['UNAUTHENTICATED', null]);
  }
});

test('[W2] a profile that stays locked is asked for four times, then BUSY', async () => {
  await using world = await openWorld({ lockTimeoutMs: 30 });
  const ann = await world.person('Ann');
  const held = gate();
  const rest = gate();
  const holding = world.db.sql.begin(async (sql) => {
    await sql`select id from users where id = ${ann.userId} for update`;
    void held.pass();
    await rest.pass();
  });
  await held.arrived();
  expect(await reasonOf(ann.call.user.updateProfile({ name: 'Anna' }))).toBe('BUSY');
  expect(world.retries).toEqual(['55P03', '55P03', '55P03']);
  rest.open();
  await holding;
});
