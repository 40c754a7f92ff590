import { eventVersion, isNotice } from '@nova/contract';
import type { EventOf, EventType, Id, Message, NovaEvent } from '@nova/contract';
import type { ReplicaState, Stretch } from './state.ts';
import { noticesSince } from './state.ts';
import { changedThreads, isInTimeline, rootChange, withReply } from './threads.ts';

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
  'message.previewed': true,
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
  const moved = withNew({ ...passed, tail: withNotice(passed.tail, event) }, event);
  if (event.type === 'member.removed')
    return { outcome: 'applied', state: { ...moved, ended: state.ended || event.userId === state.self } };
  // A page showed some messages as they were later than this: they have it in them.
  const change = (messages: readonly Message[]): readonly Message[] =>
    changedMessages(messages, event, (id) => (state.ahead.get(id) ?? 0) >= event.seq);
  const tail = changedStretch(moved.tail, change);
  const detached = state.detached && changedStretch(state.detached, change);
  return { outcome: 'applied', state: { ...moved, tail, detached, threads: changedThreads(moved.threads, change) } };
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

/** A new message joins the timeline, its thread, or both. */
function withNew(state: ReplicaState, event: NovaEvent): ReplicaState {
  if (event.type !== 'message.created') return state;
  const message = messageOf(event);
  const { tail } = state;
  const isNews = isInTimeline(message) && (tail.messages.at(-1)?.seq ?? 0) < event.seq;
  return {
    ...state,
    tail: isNews ? bounded({ ...tail, messages: [...tail.messages, message] }) : tail,
    threads: withReply(state.threads, message),
  };
}

/** The message that an event makes. */
export function messageOf(event: EventOf<'message.created'>): Message {
  return {
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
    ...(event.alsoSent ? { alsoSent: true } : {}),
    ...(event.reach ? { reach: event.reach } : {}),
    reactions: [],
    pinned: false,
    ...(event.attachments ? { attachments: event.attachments } : {}),
  };
}

/** The stretch with messages changed; the same stretch when none was. */
function changedStretch(stretch: Stretch, change: (messages: readonly Message[]) => readonly Message[]): Stretch {
  const messages = change(stretch.messages);
  return messages === stretch.messages ? stretch : { ...stretch, messages };
}

/**
 * Applies an event to messages that exist: to its own one and to the root of its thread, unless they have it in them
 * already (`isIn`); all others keep their identity.
 */
export function changedMessages(
  messages: readonly Message[],
  event: NovaEvent,
  isIn: (messageId: Id) => boolean = () => false,
): readonly Message[] {
  if (!('messageId' in event)) return messages;
  const isNew = event.type === 'message.created' || isIn(event.messageId);
  const changed = changedAt(messages, isNew ? null : event.messageId, (message) => changedMessage(message, event));
  const root = rootChange(event);
  return root && !isIn(root.rootId) ? changedAt(changed, root.rootId, (message) => root.after(message)) : changed;
}

function changedAt(
  messages: readonly Message[],
  messageId: Id | null,
  change: (message: Message) => Message,
): readonly Message[] {
  const at = messageId === null ? -1 : messages.findLastIndex(({ id }) => id === messageId);
  const before = messages[at];
  if (!before) return messages;
  const after = change(before);
  return after === before ? messages : messages.with(at, after);
}

function changedMessage(message: Message, event: Extract<NovaEvent, { messageId: string }>): Message {
  switch (event.type) {
    case 'message.created':
      return message;
    case 'message.edited':
      if (event.version <= message.version || message.deletedAt !== null) return message;
      return { ...message, version: event.version, body: event.body, editedAt: event.editedAt ?? event.at };
    case 'message.deleted':
      // The text goes at once and for good, and with it what others made of it, as on the server.
      if (message.deletedAt !== null) return message;
      return withoutExtras({
        ...message,
        body: null,
        deletedAt: event.deletedAt ?? event.at,
        deletedById: event.deletedById === undefined ? event.actorId : event.deletedById,
        reactions: [],
        pinned: false,
      });
    case 'reaction.changed':
      return { ...message, reactions: withReaction(message.reactions, event) };
    case 'message.previewed':
      return message.deletedAt === null ? withPreviews(message, event.previews) : message;
    case 'pin.changed':
      return message.pinned === event.on ? message : { ...message, pinned: event.on };
    default:
      return event satisfies never;
  }
}

function withoutExtras(message: Message): Message {
  const { attachments: _files, previews: _previews, ...rest } = message;
  return rest;
}

/** What the event tells of is all there is. */
function withPreviews(message: Message, previews: Message['previews'] = []): Message {
  const { previews: _, ...rest } = message;
  return previews.length === 0 ? rest : { ...rest, previews };
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
