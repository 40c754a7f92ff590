import { randomUUID } from 'node:crypto';
import { gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { openTwoNodes } from '../testing/two-nodes.ts';
import { remindStep } from './remind-step.ts';

const nowMs = Date.UTC(2026, 10, 28, 12);
const at = (minutes: number): string => new Date(nowMs + minutes * 60_000).toISOString();

/** Two nodes on one database, which counts how often each reminder comes. */
async function remindWorld() {
  const nodes = await openTwoNodes();
  const { here, there } = nodes;
  await here.sql.unsafe(`
    create table came (user_id uuid, message_id uuid, due_at timestamptz);
    create function note() returns trigger language plpgsql as $$ begin
      insert into came values (new.user_id, new.message_id, new.due_at); return new; end $$;
    create trigger noted after update on saved_messages for each row
      when (new.due_at is not null and new.due_at is distinct from old.due_at) execute function note()`);
  const told: string[] = [];
  const [conversationId, userId] = [randomUUID(), randomUUID()];
  await here.query`
    insert into users (id, name, email, handle) values (${userId}, 'Ann', 'ann@nova.test', 'ann')`;
  await here.query`
    insert into conversations (id, kind, created_by, last_seq, member_count) values (${conversationId}, 'group', ${userId}, 0, 1)`;
  await here.query`
    insert into members (conversation_id, user_id, role, joined_seq) values (${conversationId}, ${userId}, 'owner', 0)`;
  let seq = 0;
  return {
    here,
    there,
    userId,
    told,
    tell: (whose: string): Promise<void> => {
      told.push(whose);
      return Promise.resolve();
    },
    /** Saves `count` messages with a reminder. */
    async save(count: number, remindAt: string): Promise<void> {
      await here.query`
        with said as (
          insert into messages (id, conversation_id, seq, sender_id, client_id, body, version_seq, sent_at)
          select gen_random_uuid(), ${conversationId}, ${seq} + n, ${userId}, gen_random_uuid(), 'x', 1, now()
          from generate_series(1, ${count}::integer) n returning id)
        insert into saved_messages (user_id, message_id, conversation_id, saved_at, remind_at)
        select ${userId}, id, ${conversationId}, now(), ${remindAt}::text::timestamptz from said`;
      seq += count;
    },
    came: async (): Promise<number[]> =>
      (
        await here.query<{ times: number }>`
          select count(*) as times from came group by user_id, message_id order by times desc`
      ).map(({ times }) => times),
    untold: () => here.query`select 1 from saved_messages where due_at is not null and told_at is null`,
    [Symbol.asyncDispose]: () => nodes[Symbol.asyncDispose](),
  };
}

test('[K3] what is due comes, what is not waits; what was deleted or may not be read does not come', async () => {
  await using world = await remindWorld();
  const { here, tell, userId } = world;
  await world.save(2, at(-1));
  await world.save(1, at(0));
  await world.save(3, at(1));
  const step = remindStep({ db: here, tell, nowMs: () => nowMs });
  expect(await step()).toBe(false);
  expect(await world.came()).toEqual([1, 1, 1]);
  expect(world.told).toEqual([userId]);
  await step();
  expect(world.told).toEqual([userId]);
  await here.query`update messages set deleted_at = now() where seq = 4`;
  const later = remindStep({ db: here, tell, nowMs: () => nowMs + 60_000 });
  await later();
  expect(await world.came()).toEqual([1, 1, 1, 1, 1]);
  await world.save(1, at(0));
  await here.query`delete from members`;
  await later();
  expect(await world.came()).toHaveLength(5);
  expect(await here.query`select 1 from saved_messages where remind_at is not null`).toEqual([]);
});

test('[K4] two nodes at once: while one has claimed its reminders the other takes the rest, and each comes once', async () => {
  await using world = await remindWorld();
  const { here, there, tell } = world;
  await world.save(300, at(-1));
  const stop = gate();
  const first = remindStep({
    db: here,
    tell,
    nowMs: () => nowMs,
    failpoint: (name) => (name === 'reminders-claimed' ? stop.pass() : undefined),
  })();
  await stop.arrived();
  const second = remindStep({ db: there, tell, nowMs: () => nowMs });
  // The claimed ones are locked, not waited for.
  expect(await second()).toBe(false);
  expect(await world.came()).toHaveLength(100);
  stop.open();
  expect(await first).toBe(true);
  expect(await world.came()).toEqual(Array.from({ length: 300 }, () => 1));
  await Promise.all([second(), second()]);
  expect(await world.came()).toHaveLength(300);
  expect(await world.untold()).toEqual([]);
});

test('[K4] a node that dies with its reminders claimed leaves them to the next; one that dies before it has told anybody, the telling', async () => {
  await using world = await remindWorld();
  const { here, there, tell } = world;
  await world.save(2, at(-1));
  const dying = (place: string) =>
    remindStep({
      db: here,
      tell,
      nowMs: () => nowMs,
      failpoint: (name) => (name === place ? Promise.reject(new Error('dead')) : undefined),
    });
  const next = remindStep({ db: there, tell, nowMs: () => nowMs });
  await expect(dying('reminders-claimed')()).rejects.toThrow('dead');
  expect(await world.came()).toEqual([]);
  await expect(dying('reminders-due')()).rejects.toThrow('dead');
  expect(await world.came()).toEqual([1, 1]);
  expect(world.told).toEqual([]);
  await next();
  expect(world.told).toHaveLength(1);
  expect(await world.came()).toEqual([1, 1]);
  expect(await world.untold()).toEqual([]);
});

test('[K4] what Redis does not take is told again until it does', async () => {
  await using world = await remindWorld();
  const { here } = world;
  await world.save(1, at(-1));
  let isDown = true;
  const tell = (whose: string): Promise<void> =>
    isDown ? Promise.reject(new Error('Redis is gone')) : world.tell(whose);
  const step = remindStep({ db: here, tell, nowMs: () => nowMs });
  await expect(step()).rejects.toThrow('gone');
  await expect(step()).rejects.toThrow('gone');
  expect(await world.untold()).toHaveLength(1);
  isDown = false;
  await step();
  expect(world.told).toHaveLength(1);
  expect(await world.came()).toEqual([1]);
});
