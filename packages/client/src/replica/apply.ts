import { eventVersion, isNotice } from '@nova/contract';
import type { EventOf, EventType, Message, NovaEvent } from '@nova/contract';
import type { ReplicaState, Stretch } from './state.ts';
import { noticesSince } from './state.ts';

/**
 * What an event did. `repeated`: it was in already. `gap`: it is not the next one, nothing changed (D10).
 * `unknown`: skipped, and counted; its place in the log is taken all the same (L4).
 */
export interface Applied {
  readonly outcome: 'applied' | 'repeated' | 'gap' | 'unknown';
  readonly state: ReplicaState;
}

const knownTypes: Record<EventType, true> = {
  'message.created': true,
  'message.edited': true,
  'message.deleted': true,
  'reaction.changed': true,
  'pin.changed': true,
  'member.added': true,
  'member.removed': true,
  'member.roleChanged': true,
  'conversation.updated': true,
};

/**
 * Takes the next event into the replica. Pure and idempotent: an event at or before `asOfSeq` changes nothing, an edit
 * not newer than the message's version neither. `cursor` is the place after the event.
 */
export function apply(state: ReplicaState, next: { cursor: string; event: NovaEvent }): Applied {
  const { event, cursor } = next;
  if (event.seq <= state.asOfSeq) return { outcome: 'repeated', state };
  if (event.seq !== state.asOfSeq + 1) return { outcome: 'gap', state };
  const passed = { ...state, cursor, asOfSeq: event.seq, ahead: stillAhead(state.ahead, event.seq) };
  if (event.v !== eventVersion || !Object.hasOwn(knownTypes, event.type)) {
    return { outcome: 'unknown', state: { ...passed, unknownEvents: state.unknownEvents + 1 } };
  }
  const moved = { ...passed, tail: withNotice(passed.tail, event) };
  if (event.type === 'message.created')
    return { outcome: 'applied', state: { ...moved, tail: withNew(moved.tail, event) } };
  if (event.type === 'member.removed')
    return { outcome: 'applied', state: { ...moved, ended: state.ended || event.userId === state.self } };
  if ('messageId' in event && (state.ahead.get(event.messageId) ?? 0) >= event.seq)
    return { outcome: 'applied', state: moved };
  const tail = changedStretch(moved.tail, event);
  const detached = state.detached && changedStretch(state.detached, event);
  return { outcome: 'applied', state: { ...moved, tail, detached } };
}

function stillAhead(ahead: ReplicaState['ahead'], seq: number): ReplicaState['ahead'] {
  if (ahead.size === 0) return ahead;
  return new Map([...ahead].filter(([, until]) => until > seq));
}

/** A tail that lives for months must not grow for ever: past the bound its oldest messages go, to be loaded again. */
export const tailMax = 10_000;
const tailKept = 8_000;

function bounded(tail: Stretch): Stretch {
  if (tail.messages.length <= tailMax) return tail;
  const messages = tail.messages.slice(-tailKept);
  return { ...tail, messages, notices: noticesSince(tail.notices, messages[0]), hasMoreBefore: true };
}

/** What happened to the conversation itself is told between the messages too. */
function withNotice(tail: Stretch, event: NovaEvent): Stretch {
  if (!isNotice(event) || (tail.notices.at(-1)?.seq ?? 0) >= event.seq) return tail;
  return { ...tail, notices: noticesSince([...tail.notices, event]) };
}

function withNew(tail: Stretch, event: EventOf<'message.created'>): Stretch {
  if ((tail.messages.at(-1)?.seq ?? 0) >= event.seq) return tail;
  const message: Message = {
    id: event.messageId,
    conversationId: event.conversationId,
    seq: event.seq,
    senderId: event.senderId,
    clientId: event.clientId,
    body: event.body,
    version: 1,
    sentAt: event.sentAt,
    editedAt: null,
    deletedAt: null,
    deletedById: null,
    replyToId: event.replyToId,
    threadRootId: event.threadRootId,
    reactions: [],
    pinned: false,
  };
  return bounded({ ...tail, messages: [...tail.messages, message] });
}

/** The stretch with one message changed; the same stretch when the event changes none of it. */
function changedStretch(stretch: Stretch, event: NovaEvent): Stretch {
  const messages = changedMessages(stretch.messages, event);
  return messages === stretch.messages ? stretch : { ...stretch, messages };
}

/** Applies an event to messages that exist; all others keep their identity. */
export function changedMessages(messages: readonly Message[], event: NovaEvent): readonly Message[] {
  if (!('messageId' in event)) return messages;
  const at = messages.findLastIndex(({ id }) => id === event.messageId);
  const before = messages[at];
  if (!before) return messages;
  const after = changedMessage(before, event);
  return after === before ? messages : messages.with(at, after);
}

function changedMessage(message: Message, event: Extract<NovaEvent, { messageId: string }>): Message {
  switch (event.type) {
    case 'message.created':
      return message;
    case 'message.edited':
      if (event.version <= message.version || message.deletedAt !== null) return message;
      return { ...message, version: event.version, body: event.body, editedAt: event.at };
    case 'message.deleted':
      // The text goes at once and for good, and with it what others made of it, as on the server.
      if (message.deletedAt !== null) return message;
      return {
        ...message,
        body: null,
        deletedAt: event.at,
        deletedById: event.actorId,
        reactions: [],
        pinned: false,
      };
    case 'reaction.changed':
      return { ...message, reactions: withReaction(message.reactions, event) };
    case 'pin.changed':
      return message.pinned === event.on ? message : { ...message, pinned: event.on };
    default:
      return event satisfies never;
  }
}

function withReaction(reactions: Message['reactions'], event: EventOf<'reaction.changed'>): Message['reactions'] {
  const { emoji, actorId, on } = event;
  const known = reactions.find((reaction) => reaction.emoji === emoji);
  const others = (known?.userIds ?? []).filter((id) => id !== actorId);
  const userIds = on ? (known?.userIds.includes(actorId) ? known.userIds : [...others, actorId]) : others;
  if (!known) return on ? [...reactions, { emoji, userIds }] : reactions;
  return reactions.flatMap((reaction) =>
    reaction !== known ? [reaction] : userIds.length > 0 ? [{ emoji, userIds }] : [],
  );
}
