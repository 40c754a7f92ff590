import type { ConversationKind, ListOutput, LogEntry, Message, Notice, Role } from '@nova/contract';
import { encodeCursor, eventVersion, limits, noticeTypes } from '@nova/contract';
import type { PageRequest } from '@nova/client/sim';
import type { EventRow } from '../../../../packages/db/src/event/event-row.ts';
import { logEntry } from '../../../../packages/db/src/event/event-text.ts';

const types: ReadonlySet<string> = new Set(noticeTypes);

/** An event about to be committed: the commit gives it its place and its time. */
export type Draft = Omit<EventRow, 'conversationId' | 'seq' | 'v' | 'at'>;

/** One text a message has had, and where in the log it came. */
export interface StoredText {
  readonly version: number;
  readonly seq: number;
  readonly at: string;
  readonly body: string;
}

export interface StoredMessage {
  readonly id: string;
  readonly seq: number;
  readonly senderId: string;
  readonly clientId: string;
  readonly sentAt: string;
  readonly replyToId: string | null;
  readonly threadRootId: string | null;
  /** Oldest first, never empty. */
  readonly texts: StoredText[];
  deleted: { readonly seq: number; readonly at: string; readonly by: string } | null;
  /** In the order in which they came. */
  reactions: { readonly emoji: string; readonly userId: string; readonly emojiSeq: number }[];
  pinned: boolean;
}

/** One conversation as Postgres keeps it: plain data, so that a database can be copied and restored. */
export interface Room {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly members: Map<string, Role>;
  /** Members before the first event. */
  readonly founders: ReadonlyMap<string, Role>;
  /** Event `seq` is at `seq - 1`, as it is read now (X1). */
  readonly entries: LogEntry[];
  readonly rows: EventRow[];
  /** The places of what is told between the messages. */
  readonly notices: number[];
  /** In the order of their creation. */
  readonly messages: StoredMessage[];
  readonly byId: Map<string, StoredMessage>;
}

export function emptyRoom(id: string, kind: ConversationKind, members: Iterable<readonly [string, Role]>): Room {
  const founders = new Map(members);
  return {
    id,
    kind,
    members: new Map(founders),
    founders,
    entries: [],
    rows: [],
    notices: [],
    messages: [],
    byId: new Map(),
  };
}

export function lastSeqOf(room: Room): number {
  return room.rows.length;
}

/** Commits events at the end of the log and does what they tell. Returns them as they are published. */
export function append(room: Room, drafts: readonly Draft[], at: string): LogEntry[] {
  return drafts.map((draft) => {
    const row: EventRow = { ...draft, conversationId: room.id, seq: room.rows.length + 1, v: eventVersion, at };
    const entry = logEntry(row);
    room.rows.push(row);
    room.entries.push(entry);
    if (types.has(row.type)) room.notices.push(row.seq);
    perform(room, row);
    return entry;
  });
}

function perform(room: Room, row: EventRow): void {
  const { payload, created, body, seq, at, actorId } = row;
  const message = room.byId.get(row.messageId ?? '');
  if (row.type === 'message.created' && created && body !== null) {
    const stored: StoredMessage = {
      id: row.messageId ?? '',
      seq,
      ...created,
      texts: [{ version: 1, seq, at, body }],
      deleted: null,
      reactions: [],
      pinned: false,
    };
    room.messages.push(stored);
    room.byId.set(stored.id, stored);
  } else if (row.type === 'message.edited' && message && body !== null) {
    message.texts.push({ version: message.texts.length + 1, seq, at, body });
  } else if (row.type === 'message.deleted' && message) {
    message.deleted = { seq, at, by: actorId };
    for (const { seq: place } of message.texts) forgetText(room, place);
  } else if (row.type === 'reaction.changed' && message && payload && 'emoji' in payload) {
    const { emoji, on } = payload;
    const others = message.reactions.filter((other) => other.userId !== actorId || other.emoji !== emoji);
    const emojiSeq = others.find((other) => other.emoji === emoji)?.emojiSeq ?? seq;
    message.reactions = on ? [...others, { emoji, userId: actorId, emojiSeq }] : others;
  } else if (row.type === 'pin.changed' && message && payload && 'on' in payload) {
    message.pinned = payload.on;
  } else if (payload && 'userId' in payload) {
    if ('role' in payload) room.members.set(payload.userId, payload.role);
    else room.members.delete(payload.userId);
  }
}

/** From now on the event reads without its text (X1). */
function forgetText(room: Room, seq: number): void {
  const row = room.rows[seq - 1];
  if (!row) throw new Error(`no event ${seq}`);
  const blank = { ...row, body: null };
  room.rows[seq - 1] = blank;
  room.entries[seq - 1] = logEntry(blank);
}

/** The message as a reader is shown it, as `listMessages` of the database package selects it. */
export function shownMessage(room: Room, stored: StoredMessage): Message {
  const { id, seq, senderId, clientId, sentAt, replyToId, threadRootId, texts, deleted } = stored;
  const newest = texts.at(-1);
  if (!newest) throw new Error(`message ${id} has no text`);
  return {
    id,
    conversationId: room.id,
    seq,
    senderId,
    clientId,
    body: deleted ? null : newest.body,
    version: newest.version,
    sentAt,
    editedAt: newest.version > 1 ? newest.at : null,
    deletedAt: deleted?.at ?? null,
    deletedById: deleted?.by ?? null,
    replyToId,
    threadRootId,
    reactions: deleted ? [] : shownReactions(stored),
    pinned: !deleted && stored.pinned,
  };
}

function shownReactions(stored: StoredMessage): Message['reactions'] {
  const groups = [...Map.groupBy(stored.reactions, ({ emoji }) => emoji)];
  return groups
    .toSorted(([, [a]], [, [b]]) => (a?.emojiSeq ?? 0) - (b?.emojiSeq ?? 0))
    .map(([emoji, all]) => ({ emoji, userIds: all.map(({ userId }) => userId) }));
}

/** A page of history, true at the end of the log (D6), as `message.list` answers. */
export function pageOf(room: Room, request: PageRequest, epoch: string): ListOutput {
  const { before, after, around, limit = limits.pageDefault } = request;
  let pivot = Number.MAX_SAFE_INTEGER;
  let [older, newer] = [limit, 0];
  if (before !== undefined) pivot = before - 1;
  else if (after !== undefined) [pivot, older, newer] = [after, 0, limit];
  else if (around !== undefined) [pivot, older, newer] = [around, Math.ceil(limit / 2), Math.floor(limit / 2)];
  const middle = countUpTo(room.messages, pivot);
  const from = Math.max(0, middle - older);
  const to = Math.min(room.messages.length, middle + newer);
  const reach = {
    after: older === 0 ? pivot : (room.messages[from - 1]?.seq ?? 0),
    until: newer === 0 ? pivot : (room.messages[to]?.seq ?? Number.MAX_SAFE_INTEGER),
  };
  const asOfSeq = lastSeqOf(room);
  const notices = noticesOf(room).filter(({ seq }) => seq > reach.after && seq <= reach.until);
  return {
    messages: room.messages.slice(from, to).map((stored) => shownMessage(room, stored)),
    notices: notices.slice(-limits.noticesPerPage),
    noticesCut: notices.length > limits.noticesPerPage,
    asOfSeq,
    cursor: encodeCursor(epoch, asOfSeq),
    hasMoreBefore: from > 0,
    hasMoreAfter: to < room.messages.length,
  };
}

/** What happened to the conversation itself, oldest first. */
export function noticesOf(room: Room): Notice[] {
  return room.notices.map((seq) => JSON.parse(room.entries[seq - 1]?.text ?? '') as Notice);
}

function countUpTo(messages: readonly StoredMessage[], seq: number): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
