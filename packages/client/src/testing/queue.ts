import type { Message } from '@nova/contract';
import type { Cause } from '../outbox/classification.ts';
import { verdictOf } from '../outbox/classification.ts';
import type { OutboxEntry, Work } from '../outbox/entry.ts';
import { newEntry } from '../outbox/entry.ts';
import type { OutboxEffect, OutboxInput, OutboxState } from '../outbox/input.ts';
import { emptyOutbox } from '../outbox/input.ts';
import { reduce } from '../outbox/reduce.ts';

export const send = (id: string, body = id, conversationId = 'c'): OutboxEntry =>
  newEntry({
    id,
    conversationId,
    nowMs: 0,
    work: { kind: 'send', clientId: id, body, replyToId: null, threadRootId: null },
  });
export const change = (id: string, work: Work): OutboxEntry => newEntry({ id, conversationId: 'c', nowMs: 0, work });
export const edit = (id: string, clientId: string, body: string): OutboxEntry =>
  change(id, { kind: 'edit', target: { clientId }, expectedVersion: 1, body });
export const remove = (id: string, clientId: string): OutboxEntry =>
  change(id, { kind: 'delete', target: { clientId } });

/** A queue under test: feeds inputs, remembers effects. */
export class Queue {
  state: OutboxState;
  effects: OutboxEffect[] = [];

  constructor(online = true) {
    this.state = { ...emptyOutbox, online };
  }

  feed(input: OutboxInput, nowMs = 0): this {
    [this.state, this.effects] = reduce(this.state, input, nowMs);
    return this;
  }

  add(...entries: OutboxEntry[]): this {
    for (const entry of entries) this.feed({ type: 'add', entry });
    return this;
  }

  entry(id: string): OutboxEntry | undefined {
    return this.state.entries.find((entry) => entry.id === id);
  }

  attempt(id: string): number {
    const state = this.entry(id)?.state;
    return state?.type === 'sending' ? state.attempt : 0;
  }

  refuse(
    id: string,
    cause: Cause,
    more: { nowMs?: number; chance?: number; retryAfterMs?: number; current?: Message } = {},
  ): this {
    const verdict = verdictOf(cause, more);
    return this.feed(
      { type: 'refused', id, attempt: this.attempt(id), verdict, chance: more.chance ?? 0.5 },
      more.nowMs ?? 0,
    );
  }

  accept(id: string, seq: number): this {
    return this.feed({ type: 'succeeded', id, attempt: this.attempt(id), receipt: { messageId: `m-${id}`, seq } });
  }

  states(): Record<string, string> {
    return Object.fromEntries(this.state.entries.map(({ id, state }) => [id, state.type]));
  }

  sent(): string[] {
    return this.effects.flatMap((effect) => (effect.type === 'send' ? [effect.entry.id] : []));
  }
}
