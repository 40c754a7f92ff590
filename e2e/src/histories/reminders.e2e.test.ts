import { randomUUID } from 'node:crypto';
import type { SavedEntry } from '@nova/contract';
import type { FailpointName } from '@nova/db';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { signUp, stockClient } from '../../../apps/server/src/testing/stock-client.ts';
import { openTestSystem } from '../../../apps/server/src/testing/test-system.ts';
import { ServerProcess } from './server-process.ts';
import { untilNone } from './until.ts';

const places: readonly FailpointName[] = ['reminders-claimed', 'reminders-due'];

for (const place of places) {
  test(`[K4] a node killed at ${place}: the reminder comes, once, to an inbox on another node`, async () => {
    await using system = await openTestSystem();
    const env = { ...system.env, REMINDERS_EVERY_MS: '50', RECONNECT_SPREAD_MS: '100' };
    await using doomed = await ServerProcess.open(env);
    await using next = await ServerProcess.open(env);
    await doomed.start(place);
    const sql = postgres(system.database.url, { max: 1, onnotice: () => {} });
    await sql.unsafe(`
      create table came (at timestamptz default clock_timestamp());
      create function note() returns trigger language plpgsql as $$ begin insert into came default values; return new; end $$;
      create trigger noted after update on saved_messages for each row
        when (new.due_at is not null and new.due_at is distinct from old.due_at) execute function note()`);
    let port = doomed.port;
    const origin = (): string => `http://127.0.0.1:${port}`;
    const ann = await signUp(origin());
    await using before = stockClient(origin(), ann);
    const { conversationId } = await before.trpc.conversation.createGroup.mutate({ title: 'Ann', memberIds: [] });
    const message = { conversationId, clientId: randomUUID(), body: 'Water the garden' };
    const { messageId } = await before.trpc.message.send.mutate(message);
    const remindAt = new Date(Date.now() - 1_000).toISOString();
    // Its answer may be lost with the node; what it asked for is in Postgres.
    const saving = before.trpc.message.save.mutate({ messageId, saving: { done: false, remindAt } }).catch(() => null);
    await doomed.died();
    await saving;
    port = next.port;
    await next.start();
    await using after = stockClient(origin(), ann);
    const due = await new Promise<SavedEntry>((resolve) => {
      after.trpc.inbox.changes.subscribe(undefined, {
        onData: ({ saved = [] }) => {
          const found = saved.find(({ dueAt }) => dueAt !== null);
          if (found) resolve(found);
        },
      });
    });
    expect(due).toMatchObject({ messageId, dueAt: remindAt, remindAt: null, message: { body: 'Water the garden' } });
    // The same wish again, as a device makes it that never got its answer.
    await after.trpc.message.save.mutate({ messageId, saving: { done: false, remindAt } });
    await untilNone(() => sql`select 1 from saved_messages where told_at is null`);
    expect(await sql`select 1 from came`).toHaveLength(1);
    await sql.end();
  }, 60_000);
}
