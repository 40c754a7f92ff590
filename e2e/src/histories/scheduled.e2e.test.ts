import { randomUUID } from 'node:crypto';
import type { FailpointName } from '@nova/db';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RealWorld } from './real-world.ts';
import { openRealWorld } from './real-world.ts';
import type { ServerProcess } from './server-process.ts';
import { untilNone } from './until.ts';

let world: RealWorld;
let sql: postgres.Sql;

beforeAll(async () => {
  world = await openRealWorld();
  sql = postgres(world.system.database.url, { max: 1, onnotice: () => {} });
});

afterAll(async () => {
  await sql.end();
  await world[Symbol.asyncDispose]();
});

/** Ann schedules messages; resolves when a server has them. */
async function schedule(node: ServerProcess, bodies: readonly string[], inMs: number): Promise<void> {
  const [ann] = world.people;
  const dueAt = new Date(Date.now() + inMs).toISOString();
  for (const body of bodies) {
    const response = await fetch(`http://127.0.0.1:${node.port}/api/trpc/scheduled.create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ann.account.token}` },
      body: JSON.stringify({ conversationId: world.conversationId, clientId: randomUUID(), body, dueAt }),
    });
    expect(response.status).toBe(200);
  }
}

async function timesSaid(bodies: readonly string[]): Promise<number[]> {
  const rows = await sql<{ body: string }[]>`select body from messages where conversation_id = ${world.conversationId}`;
  return bodies.map((body) => rows.filter((row) => row.body === body).length);
}

function nothingWaits(): Promise<void> {
  return untilNone(() => sql`select 1 from scheduled where state = 'waiting'`);
}

const places: readonly FailpointName[] = ['claimed', 'locked', 'before-commit', 'after-commit'];

for (const place of places) {
  test(`[Y3] a node killed at ${place} while it sends what is due: each message is said once, when one is back`, async () => {
    const { nodes, saying } = world;
    const bodies = [saying(), saying(), saying()];
    await schedule(nodes[0], bodies, 3_600_000);
    // Only the doomed one is there when they are due.
    await Promise.all(nodes.map((node) => node.kill()));
    await sql`update scheduled set due_at = now() where state = 'waiting'`;
    const doomed = await world.openNode();
    await doomed.start(place);
    await doomed.died();
    // What it had claimed is others' when its time is over: that has come.
    await sql`update scheduled set claimed_until = now() where claimed_until is not null`;
    await Promise.all(nodes.map((node) => node.start()));
    await nothingWaits();
    expect(await timesSaid(bodies)).toEqual([1, 1, 1]);
  }, 60_000);
}

test('[Y3] two nodes at work: each message is said once, also what is due while there is none', async () => {
  const { nodes, saying } = world;
  const bodies = Array.from({ length: 60 }, () => saying());
  await Promise.all([schedule(nodes[0], bodies.slice(0, 30), 0), schedule(nodes[1], bodies.slice(30, 50), 0)]);
  await nodes[0].kill();
  await schedule(nodes[1], bodies.slice(50), 500);
  await nodes[1].kill();
  await Promise.all(nodes.map((node) => node.start()));
  await nothingWaits();
  expect(await timesSaid(bodies)).toEqual(bodies.map(() => 1));
}, 60_000);
