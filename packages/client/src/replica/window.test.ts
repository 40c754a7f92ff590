import { describe, expect, it } from 'vitest';
import { ModelServer, testUuid } from '../testing/model-server.ts';
import { apply } from './apply.ts';
import { mergePage } from './page.ts';
import type { ReplicaState } from './state.ts';
import { replicaOfPage, shown } from './state.ts';
import { keptAroundSeq, shownMax } from './window.ts';

const me = testUuid(1);
const conversationId = testUuid(2);
const total = shownMax + 700;

function server(): ModelServer {
  const made = new ModelServer();
  made.open(conversationId, [me]);
  for (let n = 1; n <= total; n++)
    made.perform(me, { kind: 'send', input: { conversationId, clientId: testUuid(n), body: `${n}` } });
  return made;
}

const all = (of: ModelServer): ReplicaState =>
  replicaOfPage({ conversationId, self: me }, of.list(me, { conversationId, limit: total }));
const ends = (state: ReplicaState): (number | undefined)[] => {
  const { messages } = shown(state);
  return [messages[0]?.seq, messages.at(-1)?.seq];
};

describe('a replica of very many messages', () => {
  const model = server();

  it('[D3] keeps those around what is read, without a hole, and says what is missing', () => {
    const state = keptAroundSeq(all(model), 1_000);
    expect(ends(state)).toEqual([400, 1_599]);
    expect(shown(state)).toMatchObject({ hasMoreBefore: true, hasMoreAfter: true });
    expect(state.tail.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, n) => total - 199 + n));
  });

  it('at the newest it stays the newest', () => {
    const state = keptAroundSeq(all(model), total);
    expect([state.detached, ...ends(state)]).toEqual([null, total - 1_199, total]);
    expect(state.tail).toMatchObject({ hasMoreBefore: true, hasMoreAfter: false });
  });

  it('at the very first it knows that there is nothing before', () => {
    const state = keptAroundSeq(all(model), 1);
    expect(ends(state)).toEqual([1, 1_200]);
    expect(shown(state)).toMatchObject({ hasMoreBefore: false, hasMoreAfter: true });
  });

  it('few enough are left alone', () => {
    const few = replicaOfPage({ conversationId, self: me }, model.list(me, { conversationId, limit: shownMax }));
    expect(keptAroundSeq(few, 1)).toBe(few);
  });

  it('[D3] goes on as if nothing had gone: events reach both parts, pages lead back together', () => {
    let state = keptAroundSeq(all(model), total - 900);
    const changing = new ModelServer();
    expect(changing.epoch).toBe(model.epoch);
    const messageId = shown(state).messages[0]?.id ?? '';
    const event = {
      v: 1,
      conversationId,
      seq: total + 1,
      at: '',
      actorId: me,
      type: 'pin.changed',
      messageId,
      on: true,
    } as const;
    state = apply(state, { cursor: '', event }).state;
    expect(shown(state).messages[0]?.pinned).toBe(true);
    for (let turn = 0; state.detached && turn < 20; turn++) {
      const edge = state.detached.messages.at(-1)?.seq ?? 0;
      const page = { ...model.list(me, { conversationId, after: edge, limit: 100 }), asOfSeq: total + 1 };
      state = mergePage(state, { where: 'newer', page, edge, since: [] });
    }
    const seqs = state.tail.messages.map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, n) => total - seqs.length + 1 + n));
  });
});
