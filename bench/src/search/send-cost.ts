import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { spreadOf } from '../measure/spread.ts';
import { type FilledMessage, insertMessages } from './fill.ts';
import type { LoggedMessage } from './read-logs.ts';

/** Long before anything else that is said, so that it is out of the way. */
const writtenAt = '1990-01-01T00:00:00.000Z';
const rounds = 5;
const messagesEach = 2_000;

export interface SendCost {
  readonly batch: number;
  /** Milliseconds for a thousand messages, the middle one of the rounds. */
  readonly withMs: number;
  readonly withoutMs: number;
}

/**
 * What entering messages for search adds to writing their rows: the same insert with and without the trigger, by turns,
 * among the million; `batch` messages in a transaction. The index's pending list is emptied within what is measured.
 */
export async function sendCost(
  sql: postgres.Sql,
  messages: readonly LoggedMessage[],
  of: { readonly batch: number; readonly conversation: string; readonly sender: string },
): Promise<SendCost> {
  const [first] = await sql<
    { last: number }[]
  >`select coalesce(max(seq), 0)::int as last from messages where conversation_id = ${of.conversation}`;
  let seq = first?.last ?? 0;
  const run = async (): Promise<number> => {
    const startedMs = performance.now();
    for (let from = 0; from < messagesEach; from += of.batch) {
      const rows = Array.from({ length: of.batch }, (_, n): FilledMessage => {
        seq++;
        const body = messages[(seq * 7_919 + n) % messages.length]?.body ?? '';
        return { id: randomUUID(), conversation: of.conversation, seq, sender: of.sender, body, sentAt: writtenAt };
      });
      await insertMessages(sql, rows);
    }
    await sql`select gin_clean_pending_list('search_entries_terms')`;
    return ((performance.now() - startedMs) / messagesEach) * 1_000;
  };
  const measured = { with: [] as number[], without: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    await sql`alter table messages enable trigger search_sent`;
    const withIt = await run();
    await sql`alter table messages disable trigger search_sent`;
    const without = await run();
    await sql`alter table messages enable trigger search_sent`;
    // The first round warms.
    if (round === 0) continue;
    measured.with.push(withIt);
    measured.without.push(without);
  }
  await sql`delete from search_entries where sent_at = ${writtenAt}::timestamptz`;
  await sql`delete from messages where sent_at = ${writtenAt}::timestamptz`;
  return {
    batch: of.batch,
    withMs: spreadOf(measured.with).median,
    withoutMs: spreadOf(measured.without).median,
  };
}
