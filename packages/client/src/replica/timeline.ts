import type { Attachment, Id, Message } from '@nova/contract';
import type { ToldNotice } from './state.ts';
import type { ChangeWork, EntryState, OutboxEntry, OutgoingFile, Work } from '../outbox/entry.ts';
import { targetOf } from '../outbox/entry.ts';

/** What a person asked to do to a message and the server has not shown yet. */
export interface PendingChange {
  /** For `retry`, `editAndRetry`, `discard`. */
  readonly entryId: Id;
  readonly work: ChangeWork;
  readonly state: EntryState;
}

/** A line of the conversation: a confirmed message with the person's own pending changes on it, or a message on its way. */
export interface TimelineMessage extends Omit<Message, 'id' | 'seq'> {
  /** The same before and after confirmation. */
  readonly key: string;
  /** `null` until confirmed. */
  readonly id: Id | null;
  readonly seq: number | null;
  /** The outbox entry of a message on its way; `null` once confirmed. */
  readonly sending: { readonly entryId: Id; readonly state: EntryState } | null;
  /** Own changes on their way, or refused; refused ones are not shown in the fields above. */
  readonly changes: readonly PendingChange[];
}

/** A message, or what else happened between messages: people came and went, the title changed … */
export type TimelineLine =
  | { readonly type: 'message'; readonly key: string; readonly message: TimelineMessage }
  | { readonly type: 'notice'; readonly key: string; readonly notice: ToldNotice };

/** What was made of a message or a send, and of which of the outbox's changes to it. */
interface Line {
  readonly aimed: readonly OutboxEntry[];
  readonly line: TimelineMessage;
}

type SendEntry = OutboxEntry & { readonly work: Extract<Work, { kind: 'send' }> };

function isSend(entry: OutboxEntry): entry is SendEntry {
  return entry.work.kind === 'send';
}

const nothingAimed: readonly OutboxEntry[] = [];

function keyOf(senderId: Id, clientId: Id): string {
  return `${senderId}:${clientId}`;
}

function confirmed(message: Message, changes: readonly PendingChange[], self: Id): TimelineMessage {
  const line = { ...message, key: keyOf(message.senderId, message.clientId), sending: null, changes };
  return withChanges(line, changes, self);
}

/** A refused change is told beside the message, not shown in it. */
function withChanges(line: TimelineMessage, changes: readonly PendingChange[], self: Id): TimelineMessage {
  return changes.reduce(
    (shown, { state, work }) => (state.type === 'failed' ? shown : overlaid(shown, work, self)),
    line,
  );
}

function overlaid(line: TimelineMessage, work: PendingChange['work'], self: Id): TimelineMessage {
  if (line.deletedAt !== null) return line;
  switch (work.kind) {
    case 'edit':
      return work.expectedVersion < line.version ? line : { ...line, body: work.body };
    case 'delete': {
      const { attachments: _files, previews: _previews, ...rest } = line;
      return { ...rest, body: null };
    }
    case 'hidePreviews': {
      const { previews: _, ...rest } = line;
      return rest;
    }
    case 'react': {
      const known = line.reactions.find(({ emoji }) => emoji === work.emoji)?.userIds ?? [];
      if (known.includes(self) === work.on) return line;
      const userIds = work.on ? [...known, self] : known.filter((id) => id !== self);
      const isNew = known.length === 0;
      const reactions = isNew
        ? [...line.reactions, { emoji: work.emoji, userIds }]
        : line.reactions.map((reaction) => (reaction.emoji === work.emoji ? { ...reaction, userIds } : reaction));
      return { ...line, reactions: reactions.filter((reaction) => reaction.userIds.length > 0) };
    }
    case 'pin':
      return { ...line, pinned: work.on };
    case 'save':
      return line;
    default:
      return work satisfies never;
  }
}

function onItsWay(entry: SendEntry, changes: readonly PendingChange[], self: Id): TimelineMessage {
  const { clientId, body, replyToId, threadRootId, alsoSend, files } = entry.work;
  const line: TimelineMessage = {
    key: keyOf(self, clientId),
    id: entry.messageId,
    seq: null,
    conversationId: entry.conversationId,
    senderId: self,
    clientId,
    body,
    version: 1,
    sentAt: new Date(entry.createdAtMs).toISOString(),
    editedAt: null,
    deletedAt: null,
    deletedById: null,
    replyToId,
    threadRootId,
    ...(alsoSend ? { alsoSent: true } : {}),
    reactions: [],
    pinned: false,
    sending: { entryId: entry.id, state: entry.state },
    changes,
    ...(files ? { attachments: files.map(attachmentOnItsWay) } : {}),
  };
  return withChanges(line, changes, self);
}

/** Until the server has looked at it: as the device takes it to be. */
function attachmentOnItsWay(file: OutgoingFile): Attachment {
  return { ...file, placeholder: null, preview: false };
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

/**
 * Makes the list on the screen out of confirmed messages and the outbox: what is on its way comes last, in queue order,
 * and a message is never in it twice. A line is the same object for as long as nothing of it changed, and so is the list.
 */
export class Timeline {
  readonly #self: Id;
  /** Messages and entries are never changed, only replaced: a line is good for as long as what it was made of. */
  readonly #made = new WeakMap<Message | SendEntry, Line>();
  #list: readonly TimelineMessage[] = [];
  readonly #wrapped = new WeakMap<TimelineMessage | ToldNotice, TimelineLine>();
  #told: { messages: readonly TimelineMessage[]; notices: readonly ToldNotice[] } | null = null;
  #lines: readonly TimelineLine[] = [];

  constructor(self: Id) {
    this.#self = self;
  }

  /** `entries` are the conversation's own; `atLatest` is false while a place further up is shown. */
  build(of: {
    messages: readonly Message[];
    entries: readonly OutboxEntry[];
    atLatest: boolean;
  }): readonly TimelineMessage[] {
    const list =
      of.entries.length === 0
        ? of.messages.map((message) => this.#line(message, nothingAimed))
        : this.#withEntries(of.messages, of);
    if (!isSame(list, this.#list)) this.#list = list;
    return this.#list;
  }

  /** Messages and notices in the order of the log; what is on its way stays last. A line and the list keep their identity. */
  lines(messages: readonly TimelineMessage[], notices: readonly ToldNotice[]): readonly TimelineLine[] {
    if (this.#told?.messages === messages && this.#told.notices === notices) return this.#lines;
    this.#told = { messages, notices };
    const lines: TimelineLine[] = [];
    let next = 0;
    for (const message of messages) {
      for (; next < notices.length; next++) {
        const notice = notices[next];
        if (!notice || (message.seq !== null && notice.seq > message.seq)) break;
        lines.push(this.#wrap(notice));
      }
      lines.push(this.#wrap(message));
    }
    for (const notice of notices.slice(next)) lines.push(this.#wrap(notice));
    if (!isSame(lines, this.#lines)) this.#lines = lines;
    return this.#lines;
  }

  #wrap(of: TimelineMessage | ToldNotice): TimelineLine {
    const known = this.#wrapped.get(of);
    if (known) return known;
    const line: TimelineLine =
      'key' in of
        ? { type: 'message', key: of.key, message: of }
        : { type: 'notice', key: `notice:${of.seq}`, notice: of };
    this.#wrapped.set(of, line);
    return line;
  }

  #withEntries(
    messages: readonly Message[],
    of: { entries: readonly OutboxEntry[]; atLatest: boolean },
  ): readonly TimelineMessage[] {
    const byTarget = new Map<Id, OutboxEntry[]>();
    for (const entry of of.entries) {
      const aimedAt = targetOf(entry.work);
      if (!aimedAt) continue;
      const target = 'messageId' in aimedAt ? aimedAt.messageId : aimedAt.clientId;
      byTarget.set(target, [...(byTarget.get(target) ?? []), entry]);
    }
    const aimedAt = (messageId: Id | null, clientId: Id | null): readonly OutboxEntry[] => {
      const aimed = [messageId, clientId].flatMap((id) => (id === null ? [] : (byTarget.get(id) ?? [])));
      return aimed.length === 0 ? nothingAimed : aimed;
    };
    const has = new Set<Id>();
    const list = messages.map((message) => {
      const isOwn = message.senderId === this.#self;
      if (isOwn) has.add(message.clientId);
      return this.#line(message, aimedAt(message.id, isOwn ? message.clientId : null));
    });
    for (const entry of of.atLatest ? of.entries : []) {
      if (isSend(entry) && !has.has(entry.work.clientId))
        list.push(this.#line(entry, aimedAt(entry.messageId, entry.work.clientId)));
    }
    return list;
  }

  #line(of: Message | SendEntry, aimed: readonly OutboxEntry[]): TimelineMessage {
    const known = this.#made.get(of);
    if (known && isSame(known.aimed, aimed)) return known.line;
    const changes = aimed.flatMap(({ id, work, state }) =>
      work.kind === 'send' || work.kind === 'schedule' ? [] : [{ entryId: id, work, state }],
    );
    const line = 'work' in of ? onItsWay(of, changes, this.#self) : confirmed(of, changes, this.#self);
    this.#made.set(of, { aimed, line });
    return line;
  }
}
