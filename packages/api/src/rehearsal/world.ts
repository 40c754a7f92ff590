import { randomUUID } from 'node:crypto';
import type { Reason } from '@nova/contract';
import { type Commit, type Database, type Failpoint, newId, openDatabase, readEpoch } from '@nova/db';
import { type TestDatabase, testDatabase } from '@nova/testkit';
import { type Api, createApi } from '../api.ts';
import { appRouter } from '../app-router.ts';
import { Refusal } from '../errors/refusal.ts';
import type { Issuer } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';
import { type ApiSettings, apiDefaults } from '../settings.ts';

/** A signed-in person of a test and what they can do. */
export interface Person extends Issuer {
  readonly name: string;
  readonly call: ReturnType<typeof appRouter.createCaller>;
  /** The same person on another node, or with other settings. */
  on(node: Node): Person;
}

/** One server process, without its sockets. */
export interface Node {
  readonly api: Api;
  readonly db: Database;
  readonly parts: ApiParts;
  readonly applicationName: string;
}

export interface NodeOptions {
  readonly failpoint?: Failpoint;
  readonly settings?: Partial<ApiSettings>;
  readonly lockTimeoutMs?: number;
  readonly parts?: Partial<ApiParts>;
}

/** A migrated database and nodes on it, for tests of whole commands. */
export interface World extends AsyncDisposable {
  readonly node: Node;
  readonly db: Database;
  readonly url: string;
  /** Everything the nodes committed, in the order they said so. */
  readonly commits: Commit[];
  readonly erased: { readonly conversationId: string; readonly seqs: readonly number[] }[];
  readonly failures: unknown[];
  readonly retries: string[];
  openNode(options?: NodeOptions): Node;
  person(name: string): Promise<Person>;
  /** A group of these people; the first one owns it. */
  group(...people: Person[]): Promise<string>;
  channel(owner: Person): Promise<string>;
  send(
    by: Person,
    conversationId: string,
    body?: string,
  ): Promise<{ messageId: string; seq: number; clientId: string }>;
}

const nothing = async function* <T>(): AsyncGenerator<T, void> {};

export async function openWorld(options: NodeOptions = {}): Promise<World> {
  const base: TestDatabase = await testDatabase();
  const nodes: Node[] = [];
  const commits: Commit[] = [];
  const erased: World['erased'] = [];
  const failures: unknown[] = [];
  const retries: string[] = [];

  function openNode({ failpoint, settings, lockTimeoutMs = 5_000, parts: over }: NodeOptions = {}): Node {
    const applicationName = `node-${nodes.length + 1}`;
    const db = openDatabase({
      url: base.url,
      maxConnections: 12,
      applicationName,
      lockTimeoutMs,
      statementTimeoutMs: 10_000,
      idleInTransactionTimeoutMs: 20_000,
    });
    const parts: ApiParts = {
      db,
      events: { follow: () => Promise.resolve(nothing()) },
      inbox: { wakeups: nothing, touched: () => {}, touchedOwn: () => {}, personChanged: () => {} },
      presence: { setTyping: () => {}, present: () => new Set(), watch: nothing },
      limiter: { consume: () => null },
      mail: { isOn: false, askForProof: () => {}, readProof: () => null },
      newestApp: { build: () => Promise.resolve(null) },
      onCommitted: (made) => commits.push(...made),
      beforeErase: (conversationId, seqs) => erased.push({ conversationId, seqs }),
      meter: {
        refused: () => {},
        failed: (_what, error) => failures.push(error),
        retried: (code) => retries.push(code),
        committed: () => {},
        batch: () => {},
        split: () => {},
      },
      settings: { ...apiDefaults, ...settings },
      random: Math.random,
      ...(failpoint ? { failpoint } : {}),
      ...over,
    };
    const node = { api: createApi(parts), db, parts, applicationName };
    nodes.push(node);
    return node;
  }

  const node = openNode(options);
  await readEpoch(node.db.query);

  function personOn(at: Node, issuer: Omit<Person, 'call' | 'on'>): Person {
    const { userId, sessionId, requestId } = issuer;
    const ctx = at.api.contextFor({ caller: { userId, sessionId }, operator: true, requestId, address: '127.0.0.1' });
    return { ...issuer, call: appRouter.createCaller(ctx), on: (other) => personOn(other, issuer) };
  }

  return {
    node,
    db: node.db,
    url: base.url,
    commits,
    erased,
    failures,
    retries,
    openNode,
    async person(name) {
      const userId = newId();
      const sessionId = newId();
      const { query } = node.db;
      await query`insert into users (id, name, email, handle) values (${userId}, ${name}, ${`${userId}@nova.test`}, ${`${name.toLowerCase()}-${userId.slice(-6)}`})`;
      await query`
        insert into sessions (id, token, user_id, expires_at) values (${sessionId}, ${sessionId}, ${userId}, now() + interval '1 day')`;
      return personOn(node, { name, userId, sessionId, requestId: `request-of-${name}` });
    },
    async group(owner, ...others) {
      if (!owner) throw new Error('a group needs an owner');
      const made = await owner.call.conversation.createGroup({
        title: 'Group',
        memberIds: others.map(({ userId }) => userId),
      });
      return made.conversationId;
    },
    async channel(owner) {
      return (await owner.call.conversation.createGroup({ title: 'Channel', kind: 'channel', memberIds: [] }))
        .conversationId;
    },
    async send(by, conversationId, body = 'hello') {
      const clientId = randomUUID();
      return { ...(await by.call.message.send({ conversationId, clientId, body })), clientId };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map(({ db }) => db.close()));
      await base[Symbol.asyncDispose]();
    },
  };
}

/** The reason somebody was refused for; `null` when they were not. Anything but a refusal is thrown. */
export async function reasonOf(doing: Promise<unknown>): Promise<Reason | null> {
  try {
    await doing;
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}
