import { randomUUID } from 'node:crypto';
import type { Database, DigestOutcome, Failpoint } from '@nova/db';
import { mailServer, type MailServer } from './mail-server.ts';
import { openTwoNodes } from './two-nodes.ts';
import { digestStep } from '../mail/digest-step.ts';
import { openPost } from '../mail/post.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export interface MailWorld extends AsyncDisposable {
  readonly server: MailServer;
  readonly here: Database;
  readonly there: Database;
  /** What became of digests, in order. */
  readonly outcomes: DigestOutcome['type'][];
  nowMs: number;
  person(name: string, how?: { readonly isProved?: boolean; readonly email?: string }): Promise<string>;
  /** A conversation of these people; of two people without a title, a direct one. */
  conversation(userIds: readonly string[], title?: string | null): Promise<string>;
  say(by: string, conversationId: string, body: string, more?: Said): Promise<{ id: string; seq: number }>;
  read(userId: string, conversationId: string, seq: number, agoMs?: number): Promise<void>;
  set(userId: string, change: { digest?: string; language?: string; timeZone?: string }): Promise<void>;
  /** One node looks once at everybody. */
  step(how?: {
    readonly db?: Database;
    readonly failpoint?: Failpoint;
    readonly alsoUnproved?: boolean;
  }): Promise<void>;
  /** Time passes for everybody; each is looked at again. */
  pass(ms: number): Promise<void>;
}

export interface Said {
  readonly mentionIds?: readonly string[];
  readonly rootId?: string;
  readonly agoMs?: number;
}

/** A database with two nodes on it, a real mail server, and people who have been away for two days. */
export async function mailWorld(): Promise<MailWorld> {
  const [nodes, server] = [await openTwoNodes(), await mailServer()];
  const { here, there } = nodes;
  const post = openPost({ url: server.url, from: 'Nova <nova@chat.test>', timeoutMs: 5_000 });
  const { query } = here;
  const at = (ms: number): string => new Date(ms).toISOString();
  const world: MailWorld = {
    server,
    here,
    there,
    outcomes: [],
    nowMs: Date.now(),
    async person(name, { isProved = true, email = `${randomUUID()}@nova.test` } = {}) {
      const id = randomUUID();
      await query`
        insert into users (id, name, email, handle, email_verified, created_at)
        values (${id}, ${name}, ${email}, ${id.slice(0, 13)}, ${isProved}, ${at(world.nowMs - 60 * dayMs)}::text::timestamptz)`;
      await query`insert into mail (user_id, look_at) values (${id}, ${at(world.nowMs - dayMs)}::text::timestamptz)`;
      return id;
    },
    async conversation(userIds, title = null) {
      const id = randomUUID();
      const isDirect = title === null;
      await query`
        insert into conversations (id, kind, title, created_by, last_seq, member_count)
        values (${id}, ${isDirect ? 'direct' : 'group'}, ${title}, ${userIds[0] ?? ''}, 0, ${userIds.length})`;
      for (const userId of userIds)
        await query`insert into members (conversation_id, user_id, role, joined_seq) values (${id}, ${userId}, 'member', 0)`;
      return id;
    },
    async say(by, conversationId, body, { mentionIds = [], rootId, agoMs = 30 * hourMs } = {}) {
      const id = randomUUID();
      const [row] = await query<{ seq: number }>`
        update conversations set last_seq = last_seq + 1 where id = ${conversationId} returning last_seq as seq`;
      const seq = row?.seq ?? 0;
      await query`
        insert into messages (id, conversation_id, seq, sender_id, client_id, body, version_seq, sent_at, mention_ids, thread_root_id)
        values (${id}, ${conversationId}, ${seq}, ${by}, ${randomUUID()}, ${body}, ${seq}, ${at(world.nowMs - agoMs)}::text::timestamptz,
          ${mentionIds}::uuid[], ${rootId ?? null})`;
      return { id, seq };
    },
    async read(userId, conversationId, seq, agoMs = 48 * hourMs) {
      const readAt = at(world.nowMs - agoMs);
      await query`
        insert into read_positions (user_id, conversation_id, read_seq, read_at)
        values (${userId}, ${conversationId}, ${seq}, ${readAt}::text::timestamptz)
        on conflict (user_id, conversation_id) do update set read_seq = ${seq}, read_at = ${readAt}::text::timestamptz`;
    },
    async set(userId, { digest = 'daily', language = null, timeZone = null }) {
      await query`
        update mail set digest = ${digest}, language = ${language}, time_zone = ${timeZone} where user_id = ${userId}`;
    },
    async step({ db = here, failpoint, alsoUnproved = false } = {}) {
      const step = digestStep({
        db,
        post,
        publicUrl: 'https://chat.test',
        unsubscribeUrl: (userId) => `https://chat.test/api/unsubscribe?token=${userId}`,
        afterMs: dayMs,
        alsoUnproved,
        nowMs: () => world.nowMs,
        failpoint,
        onOutcome: (type) => world.outcomes.push(type),
      });
      while (await step());
    },
    async pass(ms) {
      world.nowMs += ms;
      await world.step();
    },
    async [Symbol.asyncDispose]() {
      post.close();
      await Promise.all([nodes[Symbol.asyncDispose](), server[Symbol.asyncDispose]()]);
    },
  };
  return world;
}
