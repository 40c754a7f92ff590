import { describe, expect, it } from 'vitest';
import { ModelServer, testUuid } from '../testing/model-server.ts';
import { apply } from './apply.ts';
import { mergePage } from './page.ts';
import type { ReplicaState } from './state.ts';
import { replicaOfPage, replicaOfSnapshot, snapshotOf, toldPeople } from './state.ts';
import { Timeline } from './timeline.ts';

const me = testUuid(1);
const conversationId = testUuid(2);

/** Message, pin, message, pin …: odd positions hold messages. */
function server(pairs: number): ModelServer {
  const made = new ModelServer();
  made.open(conversationId, [me]);
  for (let n = 0; n < pairs; n++) {
    const clientId = testUuid(100 + n);
    const { messageId } = made.perform(me, { kind: 'send', input: { conversationId, clientId, body: `${n}` } });
    made.perform(me, { kind: 'pin', input: { messageId, on: true } });
  }
  return made;
}

function seen(state: ReplicaState): (string | number)[] {
  const timeline = new Timeline(me);
  const { messages, notices } = state.detached ?? state.tail;
  const shown = timeline.build({ messages, entries: [], atLatest: true });
  return timeline
    .lines(shown, notices)
    .map((line) => (line.type === 'message' ? (line.message.seq ?? 0) : `pin ${line.notice.seq}`));
}

const first = (of: ModelServer, limit: number): ReplicaState =>
  replicaOfPage({ conversationId, self: me }, of.list(me, { conversationId, limit }));

describe('what else happened', () => {
  it('[D3][L5] stands between the messages, whether it came in a page or as an event', () => {
    const model = server(3);
    const paged = first(model, 50);
    const followed = model
      .log(conversationId)
      .reduce(
        (state, event) => apply(state, { cursor: '', event }).state,
        replicaOfPage(
          { conversationId, self: me },
          { messages: [], notices: [], asOfSeq: 0, cursor: '', hasMoreBefore: false, hasMoreAfter: false },
        ),
      );
    expect(seen(paged)).toEqual([1, 'pin 2', 3, 'pin 4', 5, 'pin 6']);
    expect(followed.tail).toEqual(paged.tail);
  });

  it('says where too many things happened for a page to tell, also after a reload', () => {
    const model = server(3);
    const cut = (noticesCut: boolean): ReplicaState =>
      replicaOfPage({ conversationId, self: me }, { ...model.list(me, { conversationId, limit: 2 }), noticesCut });
    const marks = ({ tail }: ReplicaState): (boolean | undefined)[] => tail.notices.map((one) => one.isAfterCut);
    expect(marks(cut(false))).toEqual([undefined, undefined, undefined]);
    expect(marks(cut(true))).toEqual([true, undefined, undefined]);
    expect(marks(replicaOfSnapshot(me, snapshotOf(cut(true), 0)))).toEqual([true, undefined, undefined]);
    const edge = cut(false).tail.messages[0]?.seq ?? 0;
    const page = { ...model.list(me, { conversationId, before: edge, limit: 1 }), noticesCut: true };
    expect(marks(mergePage(cut(false), { where: 'older', page, edge, since: [] }))[0]).toBe(true);
  });

  it('[D6][L5] is told once, though neighbouring pages tell the same', () => {
    const model = server(6);
    let state = first(model, 2);
    expect(seen(state)).toEqual(['pin 8', 9, 'pin 10', 11, 'pin 12']);
    while (state.tail.hasMoreBefore) {
      const edge = state.tail.messages[0]?.seq ?? 0;
      const page = model.list(me, { conversationId, before: edge, limit: 2 });
      state = mergePage(state, { where: 'older', page, edge, since: [] });
    }
    expect(state.tail).toEqual(first(model, 50).tail);
  });

  it('survives a place further up that meets the newest again', () => {
    const model = server(6);
    let state = first(model, 2);
    const around = model.list(me, { conversationId, around: 3, limit: 2 });
    state = mergePage(state, { where: 'around', page: around, edge: 0, since: [] });
    expect(seen(state)).toEqual([1, 'pin 2', 3, 'pin 4']);
    while (state.detached) {
      const edge = state.detached.messages.at(-1)?.seq ?? 0;
      const page = model.list(me, { conversationId, after: edge, limit: 2 });
      state = mergePage(state, { where: 'newer', page, edge, since: [] });
    }
    expect(state.tail.notices.map(({ seq }) => seq)).toEqual([2, 4, 6, 8, 10, 12]);
  });

  it('[L5] is kept on the device; an older snapshot has none', () => {
    const state = first(server(2), 50);
    const snapshot = snapshotOf(state, 0);
    expect(replicaOfSnapshot(me, snapshot)).toEqual(state);
    const { notices: _none, ...older } = snapshot;
    expect(replicaOfSnapshot(me, older).tail).toMatchObject({ notices: [], messages: state.tail.messages });
  });

  it('lines keep their identity: one more of either kind makes one more', () => {
    const model = server(3);
    const { messages, notices } = first(model, 50).tail;
    const timeline = new Timeline(me);
    const shown = timeline.build({ messages, entries: [], atLatest: true });
    const before = timeline.lines(shown, notices.slice(0, 2));
    expect(timeline.lines(shown, [...notices.slice(0, 2)])).toBe(before);
    const after = timeline.lines(shown, notices);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.filter((line) => !before.includes(line))).toHaveLength(1);
  });

  it('[L5] names everybody whom neighbours of one kind are about once', () => {
    const common = { v: 1, conversationId, seq: 1, at: '', actorId: me, type: 'member.added' } as const;
    const added = [3, 4, 3].map((n) => ({ ...common, role: 'member' as const, userId: testUuid(n) }));
    expect(toldPeople(added)).toEqual([testUuid(3), testUuid(4)]);
    expect(toldPeople([{ ...common, type: 'pin.changed', messageId: testUuid(9), on: true }])).toEqual([]);
  });
});
