import type { LogEntry } from '@nova/contract';
import type { AccessCheck, Commit, EventLog, Memberships, OutboxRow, OutboxTable } from '../ports.ts';

/** What happened, as far as delivery cares. */
export type Happening =
  | { readonly type: 'message.created'; readonly body: string }
  /** The text of the event at `of` is gone from the moment of the commit. */
  | { readonly type: 'message.deleted'; readonly of: number }
  | { readonly type: 'member.added' | 'member.removed'; readonly userId: string };

interface Row {
  readonly seq: number;
  readonly happening: Happening;
}

interface Conversation {
  readonly rows: Row[];
  readonly members: Set<string>;
  readonly deleted: Set<number>;
}

interface Pending extends OutboxRow {
  readonly committedMs: number;
}

/**
 * A Postgres without a database: the log, its outbox and its members, for tests and simulations. Commits at once and in
 * the order of the calls; keeps the promises of `EventLog`, by the same contract suite as Postgres.
 */
export class MemoryLog implements EventLog, OutboxTable, AccessCheck, Memberships {
  epoch = 'first';
  readonly #nowMs: () => number;
  #conversations = new Map<string, Conversation>();
  #outbox = new Map<string, Pending>();
  #ids = 0;
  #bodies = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Commits events of one conversation together and returns what there is to publish. */
  commit(conversationId: string, ...happenings: readonly Happening[]): Commit {
    const conversation = this.#open(conversationId);
    const firstSeq = conversation.rows.length + 1;
    for (const happening of happenings) {
      conversation.rows.push({ seq: conversation.rows.length + 1, happening });
      if (happening.type === 'member.added') conversation.members.add(happening.userId);
      if (happening.type === 'member.removed') conversation.members.delete(happening.userId);
    }
    // A created text was made before the commit; what the commit itself deletes, nobody ever reads with it.
    const rows = conversation.rows.slice(firstSeq - 1);
    for (const happening of happenings)
      if (happening.type === 'message.deleted') conversation.deleted.add(happening.of);
    const outboxId = String(++this.#ids);
    const lastSeq = conversation.rows.length;
    this.#outbox.set(outboxId, { id: outboxId, conversationId, firstSeq, lastSeq, committedMs: this.#nowMs() });
    return {
      conversationId,
      outboxId,
      epoch: this.epoch,
      entries: rows.map((row) => entryOf(conversationId, conversation, row)),
    };
  }

  /** `count` messages in one commit, no two alike, also after going back. */
  send(conversationId: string, count = 1): Commit {
    const bodies = Array.from({ length: count }, () => `text ${++this.#bodies}`);
    return this.commit(conversationId, ...bodies.map((body) => ({ type: 'message.created' as const, body })));
  }

  last(conversationId: string): number {
    return this.#conversations.get(conversationId)?.rows.length ?? 0;
  }

  /** The state as it is now; the returned function goes back to it, under another epoch (D9). */
  backup(): (epoch: string) => void {
    const saved = structuredClone({ conversations: this.#conversations, outbox: this.#outbox });
    return (epoch) => {
      this.epoch = epoch;
      this.#conversations = structuredClone(saved.conversations);
      this.#outbox = structuredClone(saved.outbox);
    };
  }

  read(conversationId: string, afterSeq: number, limit: number): Promise<readonly LogEntry[]> {
    const conversation = this.#conversations.get(conversationId);
    if (!conversation) return Promise.resolve([]);
    const rows = conversation.rows.slice(afterSeq, afterSeq + limit);
    return Promise.resolve(rows.map((row) => entryOf(conversationId, conversation, row)));
  }

  heads(conversationIds: readonly string[]): Promise<{ epoch: string; heads: ReadonlyMap<string, number> }> {
    const known = conversationIds.filter((id) => this.#conversations.has(id));
    return Promise.resolve({ epoch: this.epoch, heads: new Map(known.map((id) => [id, this.last(id)])) });
  }

  pending(olderThanMs: number, limit: number): Promise<readonly OutboxRow[]> {
    const before = this.#nowMs() - olderThanMs;
    return Promise.resolve([...this.#outbox.values()].filter((row) => row.committedMs < before).slice(0, limit));
  }

  remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#outbox.delete(id);
    return Promise.resolve();
  }

  /** Outbox rows not removed yet. */
  get backlog(): number {
    return this.#outbox.size;
  }

  check(conversationId: string, userId: string): Promise<{ lastSeq: number; epoch: string } | null> {
    const isMember = this.#conversations.get(conversationId)?.members.has(userId) ?? false;
    return Promise.resolve(isMember ? { lastSeq: this.last(conversationId), epoch: this.epoch } : null);
  }

  of(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const all = [...this.#conversations];
    const found = userIds.map((userId) => {
      const mine = all.filter(([, { members }]) => members.has(userId)).map(([id]) => id);
      return [userId, mine] as const;
    });
    return Promise.resolve(new Map(found));
  }

  #open(conversationId: string): Conversation {
    let conversation = this.#conversations.get(conversationId);
    if (!conversation) {
      conversation = { rows: [], members: new Set(), deleted: new Set() };
      this.#conversations.set(conversationId, conversation);
    }
    return conversation;
  }
}

function entryOf(conversationId: string, { deleted }: Conversation, { seq, happening }: Row): LogEntry {
  const head = { v: 1, conversationId, seq, type: happening.type };
  switch (happening.type) {
    case 'message.created':
      return { seq, text: JSON.stringify({ ...head, body: deleted.has(seq) ? null : happening.body }) };
    case 'message.deleted':
      return { seq, text: JSON.stringify(head), erases: [happening.of] };
    case 'member.added':
      return { seq, text: JSON.stringify({ ...head, userId: happening.userId }) };
    case 'member.removed':
      return { seq, text: JSON.stringify({ ...head, userId: happening.userId }), ends: happening.userId };
  }
}
