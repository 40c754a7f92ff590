import type { Id, Message, NovaEvent } from '@nova/contract';
import { changedMessages, messageOf } from './apply.ts';
import type { ReplicaPage, ReplicaState, Stretch, ToldNotice } from './state.ts';
import { shown, toldNotices } from './state.ts';
import type { ThreadArrival } from './threads.ts';
import { copiesOf, withThread } from './threads.ts';

/** A page of history and what happened while it was under way. */
export interface PageArrival {
  readonly where: 'older' | 'newer' | 'around';
  readonly page: ReplicaPage;
  /** The `seq` it was to join on to: the first or last one shown when it was asked for; of no meaning for `around`. */
  readonly edge: number;
  /** Events applied since the page was asked for. */
  readonly since: readonly NovaEvent[];
}

/**
 * Takes a page of history into the replica so that all of it is true at one `seq`: a page read earlier is brought
 * forward by the events since, one read later is marked ahead and the events that are in it already pass it by.
 */
export function mergePage(state: ReplicaState, arrival: PageArrival): ReplicaState {
  const { page, since, where } = arrival;
  const missed = since.filter(({ seq }) => seq > page.asOfSeq && seq <= state.asOfSeq);
  // What was sent after `asOfSeq` comes as an event, in its turn.
  const past = page.messages.filter(({ seq }) => seq <= state.asOfSeq);
  const notices = toldNotices(page).filter(({ seq }) => seq <= state.asOfSeq);
  // Of a message that is here already, the copy here is the one that the coming events fit.
  const here = copiesOf(state);
  const messages = broughtForward(past, missed).map((message) => here.get(message.id) ?? message);
  const fresh = messages.filter(({ id }) => !here.has(id));
  const ahead = page.asOfSeq > state.asOfSeq ? withAhead(state.ahead, fresh, page.asOfSeq) : state.ahead;
  const edges = { hasMoreBefore: page.hasMoreBefore, hasMoreAfter: page.hasMoreAfter };
  const next = { ...state, ahead };
  if (where === 'around') return joined({ ...next, detached: { messages, notices, ...edges } });
  const onto = shown(state);
  // The person has moved on meanwhile: joined to another place, it would hide a hole.
  const edge = where === 'older' ? onto.messages[0] : state.detached?.messages.at(-1);
  if (edge?.seq !== arrival.edge) return state;
  const told = { notices: together(onto.notices, notices) };
  const grown: Stretch =
    where === 'older'
      ? { ...onto, ...told, messages: merged(messages, onto.messages), hasMoreBefore: edges.hasMoreBefore }
      : { ...onto, ...told, messages: merged(onto.messages, messages), hasMoreAfter: edges.hasMoreAfter };
  return state.detached ? joined({ ...next, detached: grown }) : { ...next, tail: grown };
}

/**
 * Takes a page of a thread into the replica, as `mergePage` takes one of the timeline. The newest page joins on to the
 * replies that came since it was asked for; an older one to the oldest reply held.
 */
export function mergeThread(state: ReplicaState, { rootId, page, edge, since }: ThreadArrival): ReplicaState {
  const missed = since.filter(({ seq }) => seq > page.asOfSeq && seq <= state.asOfSeq);
  const here = copiesOf(state);
  const past = [page.root, ...page.messages.filter(({ seq }) => seq <= state.asOfSeq)];
  const [root = page.root, ...replies] = broughtForward(past, missed).map((message) => here.get(message.id) ?? message);
  const fresh = [root, ...replies].filter(({ id }) => !here.has(id));
  const ahead = page.asOfSeq > state.asOfSeq ? withAhead(state.ahead, fresh, page.asOfSeq) : state.ahead;
  const known = state.threads.get(rootId);
  const next = { ...state, ahead };
  if (edge !== null) {
    if (known?.messages[0]?.seq !== edge) return state;
    const messages = merged(replies, known.messages);
    return {
      ...next,
      threads: withThread(state.threads, rootId, { root, messages, hasMoreBefore: page.hasMoreBefore }),
    };
  }
  // What is held reaches from some reply to the newest: with the page, and what came since, it leaves no hole.
  const came = since.flatMap((event) =>
    event.type === 'message.created' && event.threadRootId === rootId && event.seq <= state.asOfSeq
      ? [here.get(event.messageId) ?? messageOf(event)]
      : [],
  );
  const messages = merged(merged(replies, came), known?.messages ?? []);
  const reachesFurther = known !== undefined && known.root !== null && messages[0]?.id === known.messages[0]?.id;
  const hasMoreBefore = reachesFurther && messages[0]?.id !== replies[0]?.id ? known.hasMoreBefore : page.hasMoreBefore;
  return { ...next, threads: withThread(state.threads, rootId, { root, messages, hasMoreBefore }) };
}

function broughtForward(messages: readonly Message[], missed: readonly NovaEvent[]): readonly Message[] {
  return missed.reduce<readonly Message[]>((before, event) => changedMessages(before, event), messages);
}

function withAhead(ahead: ReplicaState['ahead'], messages: readonly Message[], asOfSeq: number): ReplicaState['ahead'] {
  return new Map<Id, number>([...ahead, ...messages.map(({ id }): [Id, number] => [id, asOfSeq])]);
}

/** Two runs as one, by `seq`; where both have a message, the second run's is kept. */
function merged(first: readonly Message[], second: readonly Message[]): readonly Message[] {
  const has = new Set(second.map(({ id }) => id));
  return [...first.filter(({ id }) => !has.has(id)), ...second].toSorted((a, b) => a.seq - b.seq);
}

/** Notices of neighbouring pages, each once. */
function together(first: readonly ToldNotice[], second: readonly ToldNotice[]): readonly ToldNotice[] {
  const bySeq = new Map([...first, ...second].map((notice) => [notice.seq, notice]));
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
}

/** When the detached stretch has reached the tail, they are one again. */
function joined(state: ReplicaState): ReplicaState {
  const { detached, tail } = state;
  if (!detached) return state;
  const newest = detached.messages.at(-1);
  const oldest = tail.messages[0];
  const isTouching =
    !detached.hasMoreAfter || (newest !== undefined && oldest !== undefined && newest.seq >= oldest.seq);
  if (!isTouching) return state;
  const isWithinTail =
    oldest !== undefined && detached.messages[0] !== undefined && detached.messages[0].seq >= oldest.seq;
  const messages = merged(detached.messages, tail.messages);
  const hasMoreBefore = isWithinTail ? tail.hasMoreBefore : detached.hasMoreBefore;
  return {
    ...state,
    detached: null,
    tail: { messages, notices: together(detached.notices, tail.notices), hasMoreBefore, hasMoreAfter: false },
  };
}
