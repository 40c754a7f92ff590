import { createHmac, randomUUID } from 'node:crypto';
import postgres from 'postgres';
import type { Person } from '../wire/connection.ts';

/** Signs the sessions of the seeded people, as the server with this secret would. */
export const authSecret = 'the-benchmarks-sign-with-this-secret-only';

export interface Cast {
  readonly rooms: number;
  /** Each person is in one room. */
  readonly peopleInEach: number;
  /** Messages in the log of each room before anything is measured. */
  readonly history?: number;
}

/** Puts people, their sessions and their rooms into an empty database; the people come room by room. */
export async function seed(databaseUrl: string, { rooms, peopleInEach }: Cast): Promise<Person[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const roomIds = Array.from({ length: rooms }, () => randomUUID());
    const people = roomIds.flatMap((conversationId) =>
      Array.from({ length: peopleInEach }, () => {
        const sessionToken = randomUUID().replaceAll('-', '');
        return { userId: randomUUID(), conversationId, sessionToken, token: signed(sessionToken) };
      }),
    );
    const userIds = people.map(({ userId }) => userId);
    const memberships = people.map(({ conversationId }) => conversationId);
    const tokens = people.map(({ sessionToken }) => sessionToken);
    await sql.begin(async (tx) => {
      await tx`
        insert into users (id, name, email, handle)
        select id, 'Person', id || '@bench.invalid', 'p-' || substr(replace(id::text, '-', ''), 1, 24)
        from unnest(${userIds}::uuid[]) as id`;
      await tx`
        insert into sessions (id, token, user_id, expires_at)
        select gen_random_uuid(), token, id, now() + interval '10 days'
        from unnest(${userIds}::uuid[], ${tokens}::text[]) as session(id, token)`;
      // Groups are small; a public channel has no bound.
      await tx`
        insert into conversations (id, kind, title, member_count, created_by)
        select id, ${peopleInEach > 500 ? 'channel' : 'group'}, 'Room', ${peopleInEach}, ${userIds[0] ?? null}::uuid
        from unnest(${roomIds}::uuid[]) as id`;
      await tx`
        insert into members (conversation_id, user_id, role, joined_seq)
        select conversation_id, user_id, 'member', 0
        from unnest(${memberships}::uuid[], ${userIds}::uuid[]) as member(conversation_id, user_id)`;
    });
    await sql`analyze`;
    return people.map(({ userId, token, conversationId }) => ({ userId, token, conversationId }));
  } finally {
    await sql.end();
  }
}

/** What a bearer sends: the session's token with its signature, as Nova's authentication library signs cookies. */
function signed(token: string): string {
  return `${token}.${createHmac('sha256', authSecret).update(token).digest('base64')}`;
}
