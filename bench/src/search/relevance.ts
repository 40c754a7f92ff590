import { searchInput } from '@nova/contract';
import { openDatabase } from '@nova/db';
import type postgres from 'postgres';
import { searchPage } from '../../../packages/api/src/queries/search/search-page.ts';
import { fillConversations, fillMembers, fillMessages, fillPeople, idOf } from './fill.ts';
import { openKept } from './kept-database.ts';
import { ndcg } from './ndcg.ts';
import type { SearchBenchOptions } from './options.ts';
import { type Question, readQuestions } from './questions.ts';
import { type LoggedMessage, readLogs } from './read-logs.ts';

/** A way to find: the refs of what it shows, the first first. */
interface Way {
  readonly name: string;
  find(text: string): Promise<string[]>;
}

const depth = 10;
const room = idOf('conversation', 0);
const reader = idOf('person', 0);

/** Asks the judged questions in all of the logs, by Nova and by naive ways, and says how good the first ten are. */
export async function relevance(
  { logs, unjudged, verbose }: SearchBenchOptions,
  say: (line: string) => void,
): Promise<void> {
  const messages = await readLogs(logs);
  await using kept = await openKept('relevance', async (sql) => fill(sql, messages, say));
  const questions = readQuestions();
  const limits = { lockTimeoutMs: 5_000, statementTimeoutMs: 60_000, idleInTransactionTimeoutMs: 60_000 };
  await using db = openDatabase({ url: kept.url, maxConnections: 6, applicationName: 'bench', ...limits });
  const refs = new Map(messages.map(({ ref }, n) => [idOf('message', n), ref]));
  const refsOf = (ids: readonly string[]): string[] => ids.map((id) => refs.get(id) ?? id);
  const nova = (sort: 'relevance' | 'time') => async (text: string) => {
    const { hits } = await searchPage({ db }, searchInput.parse({ text, sort, limit: depth }), reader);
    return refsOf(hits.map(({ messageId }) => messageId));
  };
  const ranked = (operator: '&' | '|') => async (text: string) => {
    const rows = await kept.sql<{ id: string }[]>`
      select message_id as id
      from search_entries, (select replace(plainto_tsquery('simple', ${text})::text, '&', ${operator})::tsquery as wanted) as query
      where terms @@ wanted order by ts_rank(terms, wanted) desc, sent_at desc limit ${depth}`;
    return refsOf(rows.map(({ id }) => id));
  };
  const ways: readonly Way[] = [
    { name: 'Nova, by relevance', find: nova('relevance') },
    { name: 'Nova, by time', find: nova('time') },
    { name: 'ts_rank, all words', find: ranked('&') },
    { name: 'ts_rank, any word', find: ranked('|') },
  ];
  const bodies = new Map(messages.map((message) => [message.ref, message]));
  const scores = ways.map(() => 0);
  for (const { ask, text, grades } of questions) {
    const found = await Promise.all(ways.map(({ find }) => find(text)));
    const each = found.map((shown) => scoreOf(shown, grades));
    for (const [way, score] of each.entries()) scores[way] = (scores[way] ?? 0) + score;
    if (verbose) say(`${each.map((score) => score.toFixed(2)).join('  ')}  ${text}`);
    if (unjudged)
      tellUnjudged(
        { ask, text },
        found.flat().filter((ref) => !grades.has(ref)),
        bodies,
        say,
      );
  }
  say(`\n${questions.length} questions, ${messages.length.toLocaleString('en')} messages. nDCG@${depth}:`);
  for (const [way, { name }] of ways.entries()) say(`  ${((scores[way] ?? 0) / questions.length).toFixed(3)}  ${name}`);
}

function scoreOf(shown: readonly string[], grades: Question['grades']): number {
  return ndcg(
    shown.map((ref) => grades.get(ref) ?? 0),
    [...grades.values()],
    depth,
  );
}

function tellUnjudged(
  { ask, text }: Pick<Question, 'ask' | 'text'>,
  refs: readonly string[],
  messages: ReadonlyMap<string, LoggedMessage>,
  say: (line: string) => void,
): void {
  say(`\n# ${text} – ${ask}`);
  for (const ref of new Set(refs)) say(`${ref}\t${messages.get(ref)?.body.slice(0, 300) ?? ''}`);
}

async function fill(sql: postgres.Sql, messages: readonly LoggedMessage[], say: (line: string) => void): Promise<void> {
  say(`Filling ${messages.length.toLocaleString('en')} messages into one conversation …`);
  const names = [...new Set(messages.map(({ author }) => author))];
  const places = new Map(names.map((name, n) => [name, n]));
  await fillPeople(sql, names);
  await fillConversations(sql, [{ id: room, title: 'ubuntu' }]);
  await fillMembers(sql, reader, [room]);
  const rows = messages.map(({ author, body, sentAt }, n) => ({
    id: idOf('message', n),
    conversation: room,
    seq: n + 1,
    sender: idOf('person', places.get(author) ?? 0),
    body,
    sentAt,
  }));
  await fillMessages(sql, rows, say);
}
