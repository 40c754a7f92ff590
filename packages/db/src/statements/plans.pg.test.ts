import { randomUUID } from 'node:crypto';
import { testDatabase } from '@nova/testkit';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planning } from '../connection/database.ts';
import { clientOptions, type Query, speakPlainly, type Value } from '../connection/query.ts';
import { Ledger } from '../lock/ledger.ts';
import { LockedTx } from '../lock/locked-tx.ts';
import { appendLog } from './append-log.ts';
import { readMembers } from './change-members.ts';
import { findImported } from './find-imported.ts';
import { findMentioned } from './find-mentioned.ts';
import { insertHistory, type MessageHistory } from './insert-history.ts';
import { everMembers, holdClaims, pairDirect } from './claim-placeholder.ts';
import { findSent } from './find-sent.ts';
import { findForwardable } from './links/forward.ts';
import { lockConversations } from './lock-conversations.ts';
import { readReferences } from './read-references.ts';
import { readStandings } from './read-standings.ts';
import { lockScheduled, settleScheduled } from './scheduled/settle-scheduled.ts';

let base: Awaited<ReturnType<typeof testDatabase>>;
let sql: postgres.Sql;

beforeAll(async () => {
  base = await testDatabase();
  const limits = { lockTimeoutMs: 1_000, statementTimeoutMs: 5_000, idleInTransactionTimeoutMs: 5_000 };
  sql = postgres(base.url, clientOptions({ url: base.url, applicationName: 'plans', ...limits }, 1, planning));
  speakPlainly(sql);
  // The worst that the planner can know: that every table is empty.
  await sql`analyze`;
});

afterAll(async () => {
  await sql.end();
  await base[Symbol.asyncDispose]();
});

/** How Postgres would run the statements that `run` asks for. */
async function plansOf(run: (tx: LockedTx) => unknown): Promise<string[]> {
  const plans: string[] = [];
  const query = (async (strings: TemplateStringsArray, ...values: readonly Value[]) => {
    const explained = Object.assign([`explain ${strings[0] ?? ''}`, ...strings.slice(1)], { raw: strings.raw });
    const rows = await sql<{ 'QUERY PLAN': string }[]>(explained, ...(values as never[]));
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    return [];
  }) as Query;
  await run(new LockedTx(query));
  return plans;
}

/** The reads of tables in a plan that are no look-ups in an index. The table `log` has one row for ever. */
function scansIn(plan: string): string[] {
  const lines = plan.split('\n');
  return lines.filter((line, at) => {
    if (
      !/(Seq|Index|Index Only|Bitmap Heap) Scan (using \w+ )?on (?!log\b|sent|party|range|held|new|mention|wish|given)/.test(
        line,
      )
    )
      return false;
    const depth = line.search(/\S/);
    const below = lines.slice(at + 1);
    const end = below.findIndex((next) => next.includes('->') && next.search(/\S/) <= depth);
    return !(end < 0 ? below : below.slice(0, end)).some((next) => next.includes('Index Cond:'));
  });
}

const id = randomUUID();
const party = { conversationId: id, userId: id, sessionId: id };
const scope = { conversationIds: [id], userIds: [id], admission: 'members' as const };
const message = {
  id,
  conversationId: id,
  actorId: id,
  senderId: id,
  clientId: id,
  body: 'x',
  sentAt: new Date(0).toISOString(),
};

function ledger(): Ledger {
  const conversation = { id, kind: 'group' as const, title: null, topic: '', lastSeq: 0, memberCount: 1 };
  const made = new Ledger(message.sentAt, [], [conversation]);
  made.appendMessage({ ...message, replyToId: null, threadRootId: null, alsoSent: false, mentionIds: [] });
  return made;
}

const history: MessageHistory = {
  messageId: id,
  revisions: [{ version: 1, body: 'x', seq: 1, at: new Date(0).toISOString() }],
  current: null,
  deleted: { at: new Date(0).toISOString(), byId: id, seq: 2 },
  reactions: [{ emoji: '👍', userId: id, at: new Date(0).toISOString(), seq: 3, emojiSeq: 3 }],
  pinned: { conversationId: id, at: new Date(0).toISOString(), byId: id },
};

/** What runs with conversations locked, over lists of anything. */
const statements: readonly [name: string, run: (tx: LockedTx) => unknown][] = [
  ['lockConversations', (tx) => lockConversations(tx, { ...scope, onBusy: 'wait' })],
  ['lockConversations, skipping', (tx) => lockConversations(tx, { ...scope, onBusy: 'skip' })],
  ['readStandings', (tx) => readStandings(tx, [party])],
  ['findSent', (tx) => findSent(tx, [{ senderId: id, clientId: id }])],
  ['readReferences', (tx) => readReferences(tx, [id])],
  ['findMentioned', (tx) => findMentioned(tx, [{ conversationId: id, handle: 'ann' }])],
  ['findImported', (tx) => findImported(tx, { conversationId: id, messageIds: [id], userIds: [id] })],
  ['readMembers', (tx) => readMembers(tx, id, [id])],
  ['insertHistory', (tx) => insertHistory(tx, [history])],
  ['holdClaims', (tx) => holdClaims(tx, [id])],
  ['everMembers', (tx) => everMembers(tx, { conversationId: id, userIds: [id] })],
  ['pairDirect', (tx) => pairDirect(tx, id)],
  ['lockScheduled', (tx) => lockScheduled(tx, [{ userId: id, clientId: id }])],
  ['settleScheduled', (tx) => settleScheduled(tx, [{ userId: id, clientId: id }])],
  ['findForwardable', (tx) => findForwardable(tx, [{ userId: id, originalId: id }])],
  ['appendLog', (tx) => appendLog(tx, ledger())],
];

describe('plans that are made once, on empty tables, are look-ups for ever', () => {
  test.each(statements)('%s', async (_name, run) => {
    for (const plan of await plansOf(run)) expect(scansIn(plan), plan).toEqual([]);
  });
});
