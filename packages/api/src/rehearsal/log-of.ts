import { eventSchema, type NovaEvent } from '@nova/contract';
import { readLog } from '@nova/db';
import type { World } from './world.ts';

/** The whole log of a conversation as readers get it. */
export async function logOf(world: World, conversationId: string): Promise<NovaEvent[]> {
  const entries = await readLog(world.db.query, { conversationId, afterSeq: 0 }, 100_000);
  return entries.map(({ text }) => eventSchema.parse(JSON.parse(text)));
}

/** Audit rows, oldest first, as `action verdict reason`. */
export async function auditOf(world: World): Promise<string[]> {
  const rows = await world.db.query<{ line: string }>`
    select concat_ws(' ', action, verdict, reason) as line from audit order by id`;
  return rows.map(({ line }) => line);
}
