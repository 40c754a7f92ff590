import type postgres from 'postgres';
import { type FilledMessage, fillConversations, fillMembers, fillMessages, fillPeople, idOf } from './fill.ts';
import type { LoggedMessage } from './read-logs.ts';

/** How often the logs are repeated: the first time as one big conversation, then a conversation for each day. */
const copies = 6;
const dayMs = 86_400_000;

/** Two people who search: one in few conversations, one in many; both are in the big one. */
export const readers = [
  { name: '3 conversations', id: idOf('person', 1), conversations: 3 },
  { name: '300 conversations', id: idOf('person', 2), conversations: 300 },
] as const;

/** The conversation of a day in a copy; all days of the first one are the big conversation. */
export function conversationOf(copy: number, day: number): string {
  return idOf('conversation', copy === 0 ? 0 : copy * 1_000 + day);
}

/** More than a million messages: the logs again and again, under other dates. */
export async function fillScale(
  sql: postgres.Sql,
  messages: readonly LoggedMessage[],
  say: (line: string) => void,
): Promise<void> {
  say(`Filling ${(copies * messages.length).toLocaleString('en')} messages …`);
  const names = [...new Set(messages.map(({ author }) => author))];
  const days = [...new Set(messages.map(({ day }) => day))];
  await fillPeople(sql, names);
  const rooms = Array.from({ length: copies }, (_, copy) =>
    days.map((day, n) => ({ id: conversationOf(copy, n), title: copy === 0 ? 'ubuntu' : `${day}, ${copy}` })),
  ).flat();
  const conversations = [...new Map(rooms.map((room) => [room.id, room])).values()];
  await fillConversations(sql, conversations);
  for (const { id, conversations: count } of readers)
    await fillMembers(
      sql,
      id,
      conversations.slice(0, count).map((room) => room.id),
    );
  await fillMessages(sql, copied(messages, { names, days }), say);
}

function* copied(
  messages: readonly LoggedMessage[],
  { names, days }: { names: readonly string[]; days: readonly string[] },
): Generator<FilledMessage, void> {
  const people = new Map(names.map((name, n) => [name, idOf('person', n)]));
  const places = new Map(days.map((day, n) => [day, n]));
  const last = new Map<string, number>();
  let number = 0;
  for (let copy = 0; copy < copies; copy++) {
    for (const { author, day, sentAt, body } of messages) {
      const conversation = conversationOf(copy, places.get(day) ?? 0);
      const seq = (last.get(conversation) ?? 0) + 1;
      last.set(conversation, seq);
      const at = new Date(Date.parse(sentAt) + copy * 97 * dayMs).toISOString();
      yield { id: idOf('message', number++), conversation, seq, sender: people.get(author) ?? '', body, sentAt: at };
    }
  }
}
