import type { LogEntry, NovaEvent } from '@nova/contract';
import { decodeCursor } from '@nova/contract';
import type { Batch, FollowRequest, Sink } from '@nova/delivery';
import type { ModelDatabase } from '../database/model-database.ts';
import { lastSeqOf } from '../database/room.ts';

/** What a hub may need to hear of a deletion: a poll, a database that is out of reach meanwhile, and another poll. */
const forgetsWithinMs = 8_000;

export interface SinkCheckOptions {
  readonly request: FollowRequest;
  readonly inner: Sink;
  readonly database: ModelDatabase;
  readonly nowMs: () => number;
  readonly broken: (rule: string, what: string) => void;
}

/** Passes on what a hub tells one subscriber, and compares every word of it with the log. */
export class SinkCheck implements Sink {
  readonly #options: SinkCheckOptions;
  #nextSeq: number | null = null;
  /** A removal at or before the first is history, one after the second ends this subscription; between, it may be either. */
  readonly #openedAtSeq: number;
  #admittedBySeq = Number.MAX_SAFE_INTEGER;
  #mustEnd = false;
  #isOver = false;

  constructor(options: SinkCheckOptions) {
    this.#options = options;
    const { request, database } = options;
    const at = request.cursor === null ? null : decodeCursor(request.cursor);
    if (at?.epoch === database.epoch) this.#nextSeq = at.seq + 1;
    this.#openedAtSeq = lastSeqOf(database.room(request.conversationId));
  }

  started(): void {
    this.#word();
    this.#admit();
    this.#options.inner.started();
  }

  accepts(): boolean {
    return this.#options.inner.accepts?.() ?? true;
  }

  deliver(batch: Batch): boolean {
    this.#word();
    const { request } = this.#options;
    if (this.#mustEnd) this.#broken('D7', `an event after the removal of ${request.userId}`);
    if (this.#nextSeq !== null && batch.firstSeq !== this.#nextSeq)
      this.#broken('D3', `${batch.firstSeq} came where ${this.#nextSeq} was due`);
    for (const [place, entry] of batch.entries.entries()) {
      if (entry.seq !== batch.firstSeq + place) this.#broken('D3', `a batch with ${entry.seq} in place ${place}`);
      this.#checkText(batch, entry);
      if (entry.ends === request.userId) this.#checkEnd(batch, entry);
    }
    this.#nextSeq = batch.lastSeq + 1;
    this.#checkMembership(batch);
    return this.#options.inner.deliver(batch);
  }

  reset(at: { conversationId: string; epoch: string; seq: number }): boolean {
    this.#word();
    this.#admit();
    this.#nextSeq = at.seq + 1;
    return this.#options.inner.reset(at);
  }

  ended(): void {
    this.#word();
    if (!this.#mustEnd && this.#openedAtSeq > 0 && this.#options.database.epoch === 'e1') {
      const { request, database } = this.#options;
      const last = (this.#nextSeq ?? 1) - 1;
      const { payload, type } = database.room(request.conversationId).rows[last - 1] ?? {};
      const isRemoval =
        type === 'member.removed' && payload && 'userId' in payload && payload.userId === request.userId;
      if (!isRemoval) this.#broken('D7', `a subscription ended after ${last}, which removes nobody`);
    }
    this.#isOver = true;
    this.#options.inner.ended();
  }

  refused(reason: 'NOT_A_MEMBER' | 'BAD_CURSOR'): void {
    this.#word();
    this.#isOver = true;
    this.#options.inner.refused(reason);
  }

  #word(): void {
    if (this.#isOver) this.#broken('D7', 'a word after the last one');
  }

  #admit(): void {
    const { database, request } = this.#options;
    this.#admittedBySeq = lastSeqOf(database.room(request.conversationId));
  }

  /** The bytes that were committed; without the text if the message is deleted, and then soon always (X1). */
  #checkText({ epoch, conversationId }: Batch, { seq, text }: LogEntry): void {
    const { database, nowMs } = this.#options;
    const committed = database.truth(epoch).get(conversationId)?.[seq - 1];
    if (!committed) return this.#broken('D3', `${seq} of ${epoch} was never committed`);
    const isBlank = text !== committed.text;
    if (isBlank && !isBlankOf(text, committed.text)) return this.#broken('D3', `${seq} says ${text}`);
    const event = JSON.parse(committed.text) as NovaEvent;
    if (epoch !== database.epoch || !('body' in event)) return;
    const deleted = database.room(conversationId).byId.get(event.messageId)?.deleted;
    if (isBlank && !deleted) this.#broken('X1', `${seq} has lost its text`);
    if (!isBlank && deleted && nowMs() - Date.parse(deleted.at) > forgetsWithinMs)
      this.#broken('X1', `${seq} was handed out, though its message was deleted at ${deleted.at}`);
  }

  #checkEnd(batch: Batch, { seq }: LogEntry): void {
    if (seq <= this.#admittedBySeq) return;
    this.#mustEnd = true;
    if (seq !== batch.lastSeq) this.#broken('D7', `events after the removal at ${seq}`);
  }

  /** Who is no member gets nothing that came after the removal. */
  #checkMembership({ epoch, conversationId, lastSeq }: Batch): void {
    const { database, request } = this.#options;
    const room = database.room(conversationId);
    if (epoch !== database.epoch || room.members.has(request.userId)) return;
    const removed = room.rows.findLast(
      ({ type, payload }) =>
        type === 'member.removed' && payload && 'userId' in payload && payload.userId === request.userId,
    );
    if (lastSeq > (removed?.seq ?? 0)) this.#broken('D7', `${lastSeq} was told to ${request.userId}, who had gone`);
  }

  #broken(rule: string, what: string): void {
    const { request, broken } = this.#options;
    broken(rule, `${request.userId} in ${request.conversationId}: ${what}`);
  }
}

function isBlankOf(text: string, committed: string): boolean {
  return text === committed.replace(/"body":"(?:[^"\\]|\\.)*"/, '"body":null');
}
