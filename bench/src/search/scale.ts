import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { searchInput } from '@nova/contract';
import { type Database, openDatabase } from '@nova/db';
import type postgres from 'postgres';
import { searchPage } from '../../../packages/api/src/queries/search/search-page.ts';
import { Histogram } from '../measure/histogram.ts';
import { type CpuClock, cpuClock } from './cpu-clock.ts';
import { idOf, insertMessages } from './fill.ts';
import { type KeptDatabase, openKept } from './kept-database.ts';
import type { SearchBenchOptions } from './options.ts';
import { planOf } from './plans.ts';
import { type LoggedMessage, readLogs } from './read-logs.ts';
import { conversationOf, fillScale, readers } from './scale-fill.ts';
import { type QueryKind, queryKinds } from './scale-queries.ts';
import { sendCost } from './send-cost.ts';

/** Messages written each second while searches are measured. */
const writesPerSecond = 100;
const passes = 3;
const pageLimit = 20;

const measures = { searches: measureSearches, plans: showPlans, sends: measureSends } as const;

interface Stage {
  readonly db: Database;
  readonly kept: KeptDatabase;
  readonly messages: readonly LoggedMessage[];
  readonly textsEach: number;
  readonly say: (line: string) => void;
}

/** Measures searching among more than a million messages. @throws TypeError for a measure that there is not. */
export async function scale(
  { logs, only, each: textsEach }: SearchBenchOptions,
  say: (line: string) => void,
): Promise<void> {
  const unknown = only.find((name) => !(name in measures));
  if (unknown !== undefined) throw new TypeError(`there is no measure ${unknown}`);
  const messages = await readLogs(logs);
  await using kept = await openKept('scale', async (sql) => fillScale(sql, messages, say));
  const limits = { lockTimeoutMs: 5_000, statementTimeoutMs: 60_000, idleInTransactionTimeoutMs: 60_000 };
  await using db = openDatabase({ url: kept.url, maxConnections: 6, applicationName: 'bench', ...limits });
  const [count] = await kept.sql<{ all: number }[]>`select count(*)::int as all from search_entries`;
  say(`${kept.description}: ${(count?.all ?? 0).toLocaleString('en')} messages`);
  for (const [name, measure] of Object.entries(measures))
    if (only.length === 0 || only.includes(name)) await measure({ db, kept, messages, textsEach, say });
}

async function measureSearches({ db, kept, messages, textsEach, say }: Stage): Promise<void> {
  const kinds = await queryKinds(kept.sql, messages);
  const cases = readers.flatMap((reader) => (['relevance', 'time'] as const).map((sort) => ({ reader, sort })));
  const totals = cases.map(() => ({ wall: new Histogram(), cpu: new Histogram() }));
  const rows: { name: string; wall: string[]; cpu: string[] }[] = [];
  const cpu = await cpuClock(db.search, 2);
  await using _writer = writing(kept.sql, messages);
  for (const { name, texts } of kinds) {
    const row = { name, wall: [] as string[], cpu: [] as string[] };
    for (const [place, { reader, sort }] of cases.entries()) {
      const each = { wall: new Histogram(), cpu: new Histogram() };
      for (const time of await timesOf({ db, cpu, userId: reader.id, sort }, texts.slice(0, textsEach))) {
        for (const kind of ['wall', 'cpu'] as const) {
          each[kind].record(time[kind]);
          totals[place]?.[kind].record(time[kind]);
        }
      }
      row.wall.push(quantiles(each.wall));
      row.cpu.push(quantiles(each.cpu));
    }
    say(`   ${name}: ${row.wall.join(' | ')}`);
    rows.push(row);
  }
  rows.push({
    name: '**all**',
    wall: totals.map(({ wall }) => quantiles(wall)),
    cpu: totals.map((total) => quantiles(total.cpu)),
  });
  for (const kind of ['wall', 'cpu'] as const) {
    const what = kind === 'wall' ? 'Milliseconds of a search' : 'of which on a processor, Postgres and this program';
    say(`\n${what}, p50 / p95 / p99, warm, beside ${writesPerSecond} messages/s:`);
    say(`| | ${cases.map(({ reader, sort }) => `${reader.name}, by ${sort}`).join(' | ')} |`);
    say(`|---|${cases.map(() => '---').join('|')}|`);
    for (const row of rows) say(`| ${row.name} | ${row[kind].join(' | ')} |`);
  }
}

function quantiles(histogram: Histogram): string {
  return [0.5, 0.95, 0.99].map((q) => (histogram.quantile(q) / 1_000).toFixed(1)).join(' / ');
}

/** Microseconds of each search, after one that warms. */
async function timesOf(
  of: {
    readonly db: Database;
    readonly cpu: CpuClock;
    readonly userId: string;
    readonly sort: 'relevance' | 'time';
  },
  texts: QueryKind['texts'],
): Promise<{ wall: number; cpu: number }[]> {
  const times: { wall: number; cpu: number }[] = [];
  for (const text of texts) {
    const input = searchInput.parse({ text, sort: of.sort, limit: pageLimit });
    for (let pass = 0; pass <= passes; pass++) {
      const [startedMs, startedCpu] = [performance.now(), of.cpu.read()];
      await searchPage({ db: of.db }, input, of.userId);
      const wall = (performance.now() - startedMs) * 1_000;
      if (pass > 0) times.push({ wall, cpu: of.cpu.read() - startedCpu });
    }
  }
  return times;
}

/** People write, in one conversation after another, until disposed. */
function writing(sql: postgres.Sql, messages: readonly LoggedMessage[]): AsyncDisposable {
  const stop = new AbortController();
  const rooms = Array.from({ length: 50 }, (_, n) => conversationOf(1, n));
  const written = (async () => {
    const seqs = await sql<{ id: string; seq: number }[]>`
      select conversation_id as id, max(seq)::int as seq from messages where conversation_id = any(${rooms}::uuid[]) group by 1`;
    const next = new Map(seqs.map(({ id, seq }) => [id, seq]));
    for (let n = 0; !stop.signal.aborted; n++) {
      const conversation = rooms[n % rooms.length] ?? '';
      const seq = (next.get(conversation) ?? 0) + 1;
      next.set(conversation, seq);
      const body = messages[(n * 7_919) % messages.length]?.body ?? '';
      const sentAt = new Date().toISOString();
      const started = performance.now();
      await insertMessages(sql, [
        { id: randomUUID(), conversation, seq, sender: idOf('person', n % 100), body, sentAt },
      ]);
      await sleep(Math.max(0, 1_000 / writesPerSecond - (performance.now() - started)));
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await written;
    },
  };
}

async function showPlans({ db, kept, messages, say }: Stage): Promise<void> {
  const kinds = await queryKinds(kept.sql, messages);
  await kept.sql`set plan_cache_mode = force_custom_plan`;
  await kept.sql`set jit = off`;
  await kept.sql`set max_parallel_workers_per_gather = 0`;
  for (const { name, texts } of kinds.slice(0, 10)) {
    const text = texts[0] ?? '';
    for (const reader of readers) {
      say(`\n── ${name}: ${text}, member of ${reader.name}`);
      say(await planOf(db, kept.sql, text, reader.id));
    }
  }
}

async function measureSends({ kept, messages, say }: Stage): Promise<void> {
  say('\nMilliseconds for a thousand messages, with and without entering them for search:');
  for (const batch of [1, 20]) {
    const conversation = conversationOf(2, 0);
    const { withMs, withoutMs } = await sendCost(kept.sql, messages, {
      batch,
      conversation,
      sender: idOf('person', 5),
    });
    const added = ((withMs - withoutMs) * 1_000) / 1_000;
    say(
      `  ${batch} in a transaction: ${withMs.toFixed(0)} and ${withoutMs.toFixed(0)}; ${added.toFixed(0)} µs for each message`,
    );
  }
}
