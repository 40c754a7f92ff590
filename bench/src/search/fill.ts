import { collectSearchWords } from '@nova/db';
import type postgres from 'postgres';
import { queryOf } from './query-of.ts';

/** A message to be. */
export interface FilledMessage {
  readonly id: string;
  readonly conversation: string;
  readonly seq: number;
  readonly sender: string;
  readonly body: string;
  readonly sentAt: string;
}

/** An id that is always the same; ids of one kind sort as their numbers do. */
export function idOf(kind: 'conversation' | 'message' | 'person', number: number): string {
  const family = { conversation: '01', message: '02', person: '03' }[kind];
  return `00000000-0000-7000-80${family}-${number.toString(16).padStart(12, '0')}`;
}

const chunkRows = 5_000;

export async function fillPeople(sql: postgres.Sql, names: readonly string[]): Promise<void> {
  for (let from = 0; from < names.length; from += chunkRows) {
    const chunk = names.slice(from, from + chunkRows);
    const ids = chunk.map((_, n) => idOf('person', from + n));
    const handles = chunk.map((_, n) => `person-${from + n}`);
    await sql`
      insert into users (id, name, email, handle)
      select id, name, handle || '@bench.invalid', handle
      from unnest(${ids}::uuid[], ${chunk as string[]}::text[], ${handles}::text[]) as person(id, name, handle)`;
  }
}

export async function fillConversations(
  sql: postgres.Sql,
  conversations: readonly { readonly id: string; readonly title: string }[],
): Promise<void> {
  await sql`
    insert into conversations (id, kind, title, member_count, created_by)
    select id, 'channel', title, 1, ${idOf('person', 0)}
    from unnest(${conversations.map(({ id }) => id)}::uuid[], ${conversations.map(({ title }) => title)}::text[]) as c(id, title)`;
}

export async function fillMembers(sql: postgres.Sql, person: string, conversations: readonly string[]): Promise<void> {
  await sql`
    insert into members (conversation_id, user_id, role, joined_seq)
    select id, ${person}, 'member', 0 from unnest(${conversations as string[]}::uuid[]) as id`;
}

/** Writes rows as a send does, many at a time; the triggers enter them for search. */
export async function insertMessages(sql: postgres.Sql, messages: readonly FilledMessage[]): Promise<void> {
  const column = <T>(of: (message: FilledMessage) => T): T[] => messages.map(of);
  await sql`
    insert into messages (id, conversation_id, seq, sender_id, client_id, body, version_seq, sent_at)
    select id, conversation_id, seq, sender_id, id, body, seq, sent_at::timestamptz
    from unnest(${column(({ id }) => id)}::uuid[], ${column(({ conversation }) => conversation)}::uuid[],
      ${column(({ seq }) => seq)}::bigint[], ${column(({ sender }) => sender)}::uuid[],
      ${column(({ body }) => body)}::text[], ${column(({ sentAt }) => sentAt)}::text[])
      as message(id, conversation_id, seq, sender_id, body, sent_at)`;
}

export async function fillMessages(
  sql: postgres.Sql,
  messages: Iterable<FilledMessage>,
  say: (line: string) => void,
): Promise<void> {
  await sql`set synchronous_commit = off`;
  let chunk: FilledMessage[] = [];
  let written = 0;
  const flush = async (): Promise<void> => {
    await insertMessages(sql, chunk);
    written += chunk.length;
    chunk = [];
    if (written % (20 * chunkRows) === 0) say(`   ${written.toLocaleString('en')} messages`);
  };
  for (const message of messages) {
    chunk.push(message);
    if (chunk.length === chunkRows) await flush();
  }
  await flush();
  say(`   ${written.toLocaleString('en')} messages; counting their words`);
  while (await collectSearchWords(queryOf(sql), 20_000));
  await sql`update conversations set last_seq = coalesce((select max(seq) from messages where conversation_id = conversations.id), 0)`;
  await sql`vacuum analyze`;
}
