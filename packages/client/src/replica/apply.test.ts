import type { Message, NovaEvent } from '@nova/contract';
import { array, assert, constantFrom, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelServer, testUuid } from '../testing/model-server.ts';
import { apply } from './apply.ts';
import { mergePage } from './page.ts';
import type { ReplicaState } from './state.ts';
import { replicaOfPage, snapshotOf } from './state.ts';

const me = testUuid(1_000_001);
const conversationId = testUuid(2_000_001);

function server(): ModelServer {
  const made = new ModelServer();
  made.open(conversationId, [me]);
  return made;
}
const send = (to: ModelServer, n: number): string =>
  to.perform(me, { kind: 'send', input: { conversationId, clientId: testUuid(n), body: `text ${n}` } }).messageId;
const fresh = (of: ModelServer, limit = 200): ReplicaState =>
  replicaOfPage({ conversationId, self: me }, of.list(me, { conversationId, limit }));
const empty = (): ReplicaState =>
  replicaOfPage(
    { conversationId, self: me },
    { messages: [], notices: [], asOfSeq: 0, cursor: 'e1.0', hasMoreBefore: false, hasMoreAfter: false },
  );
const follow = (from: ReplicaState, of: ModelServer): ReplicaState =>
  of.log(conversationId).reduce((state, event) => apply(state, { cursor: of.cursor(event.seq), event }).state, from);

describe('the replica', () => {
  it('[D3] applies an event once, in its turn only', () => {
    const model = server();
    for (let n = 1; n <= 3; n++) send(model, n);
    const [first, , third] = model.log(conversationId) as [NovaEvent, NovaEvent, NovaEvent];
    const one = apply(empty(), { cursor: 'e1.1', event: first });
    expect(one).toMatchObject({ outcome: 'applied', state: { asOfSeq: 1, cursor: 'e1.1' } });
    expect(apply(one.state, { cursor: 'e1.1', event: first })).toEqual({ outcome: 'repeated', state: one.state });
    expect(apply(one.state, { cursor: 'e1.3', event: third })).toEqual({ outcome: 'gap', state: one.state });
  });

  it('[L4] skips and counts a type or a version that it does not know, and goes on', () => {
    const model = server();
    send(model, 1);
    const [event] = model.log(conversationId) as [NovaEvent];
    // As they come off the wire: no type of ours knows them.
    const odd = JSON.parse(
      JSON.stringify([
        { ...event, type: 'message.sung' },
        { ...event, seq: 2, v: 2 },
        { ...event, seq: 3, type: 'toString' },
      ]),
    ) as NovaEvent[];
    const state = odd.reduce((at, next) => apply(at, { cursor: '', event: next }).state, empty());
    expect(state).toMatchObject({ asOfSeq: 3, unknownEvents: 3, tail: { messages: [] } });
  });

  it('[H5] what is shown of links is what was told last, and nothing once the message is deleted', () => {
    const model = server();
    const messageId = send(model, 1);
    const before = follow(empty(), model);
    const preview = {
      url: 'https://a.test/',
      host: 'a.test',
      site: null,
      title: 'A',
      description: null,
      picture: null,
    };
    const head = { v: 1 as const, conversationId, at: '', actorId: me, messageId };
    const told = (state: ReplicaState, event: object): ReplicaState => {
      const seq = state.asOfSeq + 1;
      return apply(state, { cursor: `e1.${seq}`, event: { ...head, ...event, seq } as NovaEvent }).state;
    };
    const shown = told(before, { type: 'message.previewed', previews: [preview] });
    expect(shown.tail.messages[0]).toMatchObject({ body: 'text 1', previews: [preview] });
    const edited = told(shown, { type: 'message.edited', version: 2, body: 'none' });
    expect(edited.tail.messages[0]?.previews).toEqual([preview]);
    expect(told(edited, { type: 'message.previewed' }).tail.messages[0]).not.toHaveProperty('previews');
    const deleted = told(edited, { type: 'message.deleted' });
    expect(JSON.stringify(snapshotOf(deleted, 0))).not.toContain('a.test');
    expect(told(deleted, { type: 'message.previewed', previews: [preview] }).tail.messages[0]).not.toHaveProperty(
      'previews',
    );
  });

  it('[X1] a deletion takes the text out of the replica and its snapshot', () => {
    const model = server();
    const messageId = send(model, 1);
    const before = fresh(model);
    model.perform(me, { kind: 'delete', input: { messageId } });
    const after = follow(before, model);
    expect(JSON.stringify([after, snapshotOf(after, 0)])).not.toContain('text 1');
    expect(after.tail.messages).toEqual(model.messages(conversationId));
  });

  it('[D7] ends with the removal of its own person, not with that of another', () => {
    const model = server();
    model.remove(conversationId, testUuid(5));
    expect(follow(empty(), model).ended).toBe(false);
    model.remove(conversationId, me);
    expect(follow(empty(), model).ended).toBe(true);
  });

  it('a change keeps the identity of every other message', () => {
    const model = server();
    const ids = [1, 2, 3].map((n) => send(model, n));
    const before = fresh(model);
    model.perform(me, { kind: 'edit', input: { messageId: ids[1] ?? '', expectedVersion: 1, body: 'new' } });
    const after = follow(before, model);
    expect(after.tail.messages.map((message, at) => message === before.tail.messages[at])).toEqual([true, false, true]);
  });

  it('[D6] a page read earlier or later than the replica is true at the replica’s seq', () => {
    const acts = array(record({ kind: constantFrom('edit', 'delete', 'react', 'send'), at: nat(9) }), {
      maxLength: 30,
    });
    assert(
      property(acts, nat(30), nat(30), (steps, readAt, knownAt) => {
        const model = server();
        for (let n = 1; n <= 10; n++) send(model, n);
        const states = [
          {
            page: model.list(me, { conversationId, before: 6, limit: 50 }),
            messages: structuredClone(model.messages(conversationId)),
          },
        ];
        let replica = fresh(model, 5);
        steps.forEach(({ kind, at }, n) => {
          const message = model.messages(conversationId)[at] as Message;
          const { id: messageId, version } = message;
          try {
            if (kind === 'edit')
              model.perform(me, { kind, input: { messageId, expectedVersion: version, body: `edit ${n}` } });
            if (kind === 'delete') model.perform(me, { kind, input: { messageId } });
            if (kind === 'react')
              model.perform(me, { kind, input: { messageId, emoji: '👍', on: message.reactions.length === 0 } });
          } catch {
            // Deleted already: nothing happens.
          }
          if (kind === 'send') send(model, 100 + n);
          states.push({
            page: model.list(me, { conversationId, before: 6, limit: 50 }),
            messages: structuredClone(model.messages(conversationId)),
          });
        });
        const read = states[Math.min(readAt, steps.length)];
        const known = Math.max(10, Math.min(model.log(conversationId).length, 10 + knownAt));
        const since: NovaEvent[] = [];
        for (const event of model.log(conversationId).slice(10, known)) {
          replica = apply(replica, { cursor: '', event }).state;
          since.push(event);
        }
        if (!read) return;
        const merged = mergePage(replica, { where: 'older', page: read.page, since, edge: 6 });
        expect(follow(merged, model).tail.messages).toEqual(model.messages(conversationId));
      }),
      { numRuns: 300 },
    );
  });
});
