import type { ConversationKind, LogEntry, Role, SendInput } from '@nova/contract';
import type { Commit, OutboxRow } from '@nova/delivery';
import { RefusedError } from '@nova/client/sim';
import type { Receipt } from '@nova/client/sim';
import type { Asked, ModelCommand } from './judge.ts';
import { judge } from './judge.ts';
import type { Draft, Room } from './room.ts';
import { append, emptyRoom, lastSeqOf } from './room.ts';
import { Turns } from './turns.ts';

/** The database cannot be reached, or what was begun in it is lost. */
export class DatabaseLost extends Error {
  override name = 'DatabaseLost';
}

/** A command and who gives it; the role is read behind the lock (W1). */
export interface Wish {
  readonly actorId: string;
  readonly command: ModelCommand;
  /** Only in a mutant: the role as it was when the request came. */
  readonly roleBefore?: Role | null;
}

export type Verdict = { readonly receipt: Receipt } | { readonly refusal: RefusedError };

interface Rows {
  readonly rooms: Map<string, Room>;
  readonly outbox: Map<string, OutboxRow & { readonly atMs: number }>;
  /** `<sender>:<clientId>` → conversation. */
  readonly sent: Map<string, string>;
}

/** What the log of one epoch said when it was committed, for checks: no copy that is handed out may say anything else. */
export type Truth = ReadonlyMap<string, readonly LogEntry[]>;

/**
 * Postgres in memory: one lock per conversation, commands judged behind it, events numbered without holes (W1, L1), an
 * outbox row with every commit (R2), deleted texts in no answer (X1). Reads see what is committed.
 */
export class ModelDatabase {
  epoch = 'e1';
  isDown = false;
  readonly #nowMs: () => number;
  readonly #truths = new Map<string, Map<string, LogEntry[]>>([['e1', new Map()]]);
  #rows: Rows = { rooms: new Map(), outbox: new Map(), sent: new Map() };
  #turns = new Turns();
  #ids = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  open(id: string, kind: ConversationKind, members: readonly (readonly [string, Role])[]): void {
    this.#rows.rooms.set(id, emptyRoom(id, kind, members));
    this.#truths.get(this.epoch)?.set(id, []);
  }

  /** @throws Error for a conversation that does not exist. */
  room(id: string): Room {
    const room = this.find(id);
    if (!room) throw new Error(`there is no conversation ${id}`);
    return room;
  }

  find(id: string): Room | undefined {
    return this.#rows.rooms.get(id);
  }

  get rooms(): readonly Room[] {
    return [...this.#rows.rooms.values()];
  }

  roomOf(messageId: string): Room | undefined {
    return this.rooms.find((room) => room.byId.has(messageId));
  }

  get outbox(): ReadonlyMap<string, OutboxRow & { readonly atMs: number }> {
    return this.#rows.outbox;
  }

  forget(outboxIds: readonly string[]): void {
    for (const id of outboxIds) this.#rows.outbox.delete(id);
  }

  truth(epoch: string): Truth {
    return this.#truths.get(epoch) ?? new Map<string, LogEntry[]>();
  }

  /**
   * One transaction: waits for the conversation's lock, judges each wish, lets `beforeCommit` decide, commits.
   * Resolves to a verdict for each and what was added; `null` when `beforeCommit` said no: it was rolled back.
   * @throws DatabaseLost when the database was restored meanwhile.
   */
  transact(
    conversationId: string,
    wishes: readonly Wish[],
    beforeCommit: (erases: readonly number[]) => Promise<boolean>,
  ): Promise<{ verdicts: readonly Verdict[]; commit: Commit | null } | null> {
    const { epoch } = this;
    return this.#turns.take(conversationId, async () => {
      if (this.epoch !== epoch) throw new DatabaseLost('restored');
      const room = this.room(conversationId);
      const drafts: Draft[] = [];
      const verdicts = wishes.map((wish) => this.#judge(room, wish, drafts));
      const erases = drafts.flatMap(({ payload }) => (payload && 'erases' in payload ? payload.erases : []));
      if (!(await beforeCommit(erases))) return null;
      if (this.epoch !== epoch || this.isDown) throw new DatabaseLost('lost before it was committed');
      return { verdicts, commit: drafts.length > 0 ? this.#commit(room, drafts) : null };
    });
  }

  #judge(room: Room, wish: Wish, drafts: Draft[]): Verdict {
    const { actorId, command, roleBefore } = wish;
    const role = roleBefore === undefined ? (room.members.get(actorId) ?? null) : roleBefore;
    const asked: Asked = { actorId, role, command };
    try {
      const twin = command.kind === 'send' ? twinOf(drafts, actorId, command.input) : -1;
      if (twin >= 0) return { receipt: { messageId: drafts[twin]?.messageId ?? '', seq: lastSeqOf(room) + twin + 1 } };
      const { drafts: made, receipt } = judge(
        {
          room,
          nowMs: this.#nowMs(),
          newId: () => messageIdOf(++this.#ids),
          usedIn: (senderId, clientId) => this.#rows.sent.get(`${senderId}:${clientId}`),
        },
        asked,
      );
      const seq = made.length > 0 ? receipt.seq + drafts.length : receipt.seq;
      drafts.push(...made);
      return { receipt: { ...receipt, seq } };
    } catch (error) {
      if (error instanceof RefusedError) return { refusal: error };
      throw error;
    }
  }

  #commit(room: Room, drafts: readonly Draft[]): Commit {
    const nowMs = this.#nowMs();
    const firstSeq = lastSeqOf(room) + 1;
    const entries = append(room, drafts, new Date(nowMs).toISOString());
    for (const { created } of drafts)
      if (created) this.#rows.sent.set(`${created.senderId}:${created.clientId}`, room.id);
    this.#truths
      .get(this.epoch)
      ?.get(room.id)
      ?.push(...entries);
    const outboxId = String(++this.#ids);
    const row = { id: outboxId, conversationId: room.id, firstSeq, lastSeq: lastSeqOf(room), atMs: nowMs };
    this.#rows.outbox.set(outboxId, row);
    return { conversationId: room.id, entries, outboxId, epoch: this.epoch };
  }

  /** The state as it is now; the returned function brings it back under another epoch, as a restored backup is (D9). */
  backUp(): () => void {
    const saved = structuredClone(this.#rows);
    return () => {
      this.#rows = structuredClone(saved);
      this.#turns = new Turns();
      this.epoch = `e${this.#truths.size + 1}`;
      this.#truths.set(this.epoch, new Map(this.rooms.map((room) => [room.id, [...room.entries]])));
    };
  }
}

/** Where in a batch the same send is already; -1: nowhere. @throws RefusedError when it says something else (W6). */
function twinOf(drafts: readonly Draft[], senderId: string, { clientId, body }: SendInput): number {
  const at = drafts.findIndex(({ created }) => created?.senderId === senderId && created.clientId === clientId);
  if (at >= 0 && drafts[at]?.body !== body) throw new RefusedError('CLIENT_ID_REUSED');
  return at;
}

/** Made by the server, and never twice, whatever is restored. */
function messageIdOf(n: number): string {
  return `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}
