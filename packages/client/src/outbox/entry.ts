import type {
  DeleteInput,
  EditInput,
  HidePreviewsInput,
  Id,
  Message,
  PinInput,
  ReactInput,
  SaveInput,
  Saving,
  ScheduleInput,
  SendInput,
} from '@nova/contract';
import type { Cause } from './classification.ts';

/** Which message an entry changes: one the server knows, or one that is still a send in this outbox. */
export type MessageTarget = { readonly messageId: Id } | { readonly clientId: Id };

/** A file on its way with a message; its bytes lie on the device under its id, which is also that of its upload (F1). */
export interface OutgoingFile {
  readonly id: Id;
  readonly name: string;
  readonly alt: string | null;
  /** As the device takes it to be; the server looks for itself. */
  readonly type: string;
  readonly size: number;
  /** Of pictures, in pixels. */
  readonly width: number | null;
  readonly height: number | null;
}

/** What a person asked for. */
export type Work =
  | {
      readonly kind: 'send';
      readonly clientId: Id;
      readonly body: string;
      readonly replyToId: Id | null;
      readonly threadRootId: Id | null;
      /** Of a reply in a thread: it is shown in the conversation too. */
      readonly alsoSend?: boolean;
      /** The message that it forwards. */
      readonly forwardOfId?: Id;
      /** Absent when there are none. */
      readonly files?: readonly OutgoingFile[];
    }
  /** A message to be sent later: it leaves as soon as it can, and waits on the server. */
  | {
      readonly kind: 'schedule';
      readonly clientId: Id;
      readonly body: string;
      readonly replyToId: Id | null;
      readonly threadRootId: Id | null;
      readonly alsoSend?: boolean;
      /** Absent when there are none. */
      readonly files?: readonly OutgoingFile[];
      /** ISO 8601. */
      readonly dueAt: string;
    }
  | { readonly kind: 'edit'; readonly target: MessageTarget; readonly expectedVersion: number; readonly body: string }
  | { readonly kind: 'delete'; readonly target: MessageTarget }
  | { readonly kind: 'react'; readonly target: MessageTarget; readonly emoji: string; readonly on: boolean }
  | { readonly kind: 'pin'; readonly target: MessageTarget; readonly on: boolean }
  /** Takes off what is shown of its links, for everybody. */
  | { readonly kind: 'hidePreviews'; readonly target: MessageTarget }
  /** For oneself alone; `null`: not any more. No event tells of it. */
  | { readonly kind: 'save'; readonly target: MessageTarget; readonly saving: Saving | null };

/** What is done to a message. */
export type ChangeWork = Exclude<Work, { kind: 'send' | 'schedule' }>;

/** Where an entry is. `accepted`: the server committed it, its event has not been applied here yet. */
export type EntryState =
  /** In nobody's way, and in no queue until then: the person may still take it back (`discard`). */
  | { readonly type: 'held'; readonly untilMs: number }
  | { readonly type: 'queued' }
  /** Its files go up: of the message itself nothing has left yet. */
  | { readonly type: 'uploading'; readonly attempt: number }
  | { readonly type: 'sending'; readonly attempt: number }
  /** `cause`: why the last attempt came to nothing. */
  | { readonly type: 'waiting'; readonly attempt: number; readonly retryAtMs: number; readonly cause: Cause }
  | { readonly type: 'accepted'; readonly seq: number }
  /** `current`: the message as the server had it at a VERSION_CONFLICT, to show beside the person's text. */
  | { readonly type: 'failed'; readonly reason: Cause; readonly current: Message | null }
  /** The server asked to sign in; waits for one `sendAll`. */
  | { readonly type: 'parked' };

/** One thing a person asked for, as it lies on the device. */
export interface OutboxEntry {
  readonly id: Id;
  readonly conversationId: Id;
  /** Place in the account's queue; given by the outbox, rising. */
  readonly order: number;
  readonly createdAtMs: number;
  readonly work: Work;
  /** Requests that left since a person last asked for it (O2). */
  readonly attempts: number;
  /** Requests in a row that never left: they lengthen the wait and burn nothing. */
  readonly misses: number;
  /** True once a request had no clear answer: the server may have done it, so the text must not change under its `clientId`. */
  readonly unsure: boolean;
  /** Of an accepted send: what the server calls the message. */
  readonly messageId: Id | null;
  readonly state: EntryState;
}

/** What the transport performs: an entry's work with its target known. */
export type Command =
  | { readonly kind: 'send'; readonly input: SendInput }
  | { readonly kind: 'edit'; readonly input: EditInput }
  | { readonly kind: 'delete'; readonly input: DeleteInput }
  | { readonly kind: 'react'; readonly input: ReactInput }
  | { readonly kind: 'pin'; readonly input: PinInput }
  | { readonly kind: 'hidePreviews'; readonly input: HidePreviewsInput }
  | { readonly kind: 'save'; readonly input: SaveInput };

/** A message that is to wait on the server: performed twice it waits once. */
export interface ScheduleCommand {
  readonly kind: 'schedule';
  readonly input: ScheduleInput;
}

/** The server's yes. `seq` is where the log tells it; for a change that was so already, the newest of the log; 0 for what no log tells. */
export interface Receipt {
  readonly messageId: Id;
  readonly seq: number;
}

/** A new entry, not yet in any queue; with `holdMs` it stays out of it for so long. */
export function newEntry(of: { id: Id; conversationId: Id; work: Work; nowMs: number; holdMs?: number }): OutboxEntry {
  return {
    id: of.id,
    conversationId: of.conversationId,
    order: 0,
    createdAtMs: of.nowMs,
    work: of.work,
    attempts: 0,
    misses: 0,
    unsure: false,
    messageId: null,
    state: of.holdMs ? { type: 'held', untilMs: of.nowMs + of.holdMs } : { type: 'queued' },
  };
}

/** The request an entry stands for; `null` while the message it changes has no id yet. */
export function commandOf(entry: OutboxEntry): Command | ScheduleCommand | null {
  const { work, conversationId } = entry;
  if (work.kind === 'send' || work.kind === 'schedule') {
    const { clientId, body, replyToId, threadRootId, alsoSend } = work;
    const thread = threadRootId === null ? {} : { threadRootId, ...(alsoSend ? { alsoSend } : {}) };
    const message = { conversationId, clientId, body, ...(replyToId === null ? {} : { replyToId }), ...thread };
    const files = filesOf(entry);
    const attached = files.length === 0 ? {} : { attachmentIds: files.map(({ id }) => id) };
    if (work.kind === 'schedule') return { kind: 'schedule', input: { ...message, ...attached, dueAt: work.dueAt } };
    const forward = work.forwardOfId === undefined ? {} : { forwardOfId: work.forwardOfId };
    return { kind: 'send', input: { ...message, ...attached, ...forward } };
  }
  if (!('messageId' in work.target)) return null;
  const { messageId } = work.target;
  switch (work.kind) {
    case 'edit':
      return { kind: 'edit', input: { messageId, expectedVersion: work.expectedVersion, body: work.body } };
    case 'delete':
      return { kind: 'delete', input: { messageId } };
    case 'react':
      return { kind: 'react', input: { messageId, emoji: work.emoji, on: work.on } };
    case 'pin':
      return { kind: 'pin', input: { messageId, on: work.on } };
    case 'hidePreviews':
      return { kind: 'hidePreviews', input: { messageId } };
    case 'save':
      return { kind: 'save', input: { messageId, saving: work.saving } };
    default:
      return work satisfies never;
  }
}

/** The message that a change is aimed at; null for what is a message itself. */
export function targetOf(work: Work): MessageTarget | null {
  return work.kind === 'send' || work.kind === 'schedule' ? null : work.target;
}

/** Whether an entry still has something to ask of the server. */
export function isOpen(entry: OutboxEntry): boolean {
  return entry.state.type !== 'accepted' && entry.state.type !== 'failed';
}

const noFiles: readonly OutgoingFile[] = [];

/** The files that leave with an entry. */
export function filesOf({ work }: OutboxEntry): readonly OutgoingFile[] {
  return work.kind === 'send' || work.kind === 'schedule' ? (work.files ?? noFiles) : noFiles;
}

/** Whether a request for it is under way: answers to it are awaited. */
export function isUnderWay({ state }: OutboxEntry): boolean {
  return state.type === 'sending' || state.type === 'uploading';
}
