import type { Reason, Role } from '@nova/contract';
import { limits } from '@nova/contract';
import { RefusedError } from '@nova/client/sim';
import type { Command, Receipt } from '@nova/client/sim';
import type { Decision } from '../../../../packages/api/src/policy/conversation-policy.ts';
import {
  mayAddMembers,
  mayLeave,
  mayRemove,
  maySetRole,
} from '../../../../packages/api/src/policy/conversation-policy.ts';
import { mayDelete, mayEdit, mayPin } from '../../../../packages/api/src/policy/message-policy.ts';
import type { Draft, Room, StoredMessage } from './room.ts';
import { lastSeqOf, shownMessage } from './room.ts';

/** What is asked of the database: what the outbox performs, and what changes who is in a conversation. */
export type ModelCommand =
  | Command
  | { readonly kind: 'add'; readonly conversationId: string; readonly userId: string }
  | { readonly kind: 'remove'; readonly conversationId: string; readonly userId: string }
  | { readonly kind: 'setRole'; readonly conversationId: string; readonly userId: string; readonly role: Role };

/** A command and whoever gave it. `role` is what they are in the conversation when it is judged. */
export interface Asked {
  readonly actorId: string;
  readonly role: Role | null;
  readonly command: ModelCommand;
}

/** What a command does if it is committed next. */
export interface Plan {
  readonly drafts: readonly Draft[];
  readonly receipt: Receipt;
}

/** How long a message may be edited (W4). */
const editWindowMs = 600_000;

export interface Bench {
  readonly room: Room;
  readonly nowMs: number;
  readonly newId: () => string;
  /** The conversation in which a sender has used a client id; `undefined`: nowhere yet (W6). */
  readonly usedIn: (senderId: string, clientId: string) => string | undefined;
}

const no = (reason: Reason, current?: unknown): RefusedError =>
  new RefusedError(reason, current === undefined ? {} : { current });

function unless(decision: Decision): void {
  if (decision) throw no(decision);
}

/** Judges one command behind the lock, by the rules of the api package (W3–W6). @throws RefusedError */
export function judge(bench: Bench, asked: Asked): Plan {
  const { command } = asked;
  switch (command.kind) {
    case 'send':
      return judgeSend(bench, asked, command.input);
    case 'edit':
    case 'delete':
    case 'react':
    case 'pin':
    case 'hidePreviews':
    case 'save':
      return judgeChange(bench, asked, command);
    case 'add':
    case 'remove':
    case 'setRole':
      return judgeMembership(bench, asked, command);
    default:
      return command satisfies never;
  }
}

function judgeSend(bench: Bench, asked: Asked, input: Extract<Command, { kind: 'send' }>['input']): Plan {
  const { room } = bench;
  const { clientId, body, replyToId = null, threadRootId = null } = input;
  if (!asked.role) throw no('NOT_A_MEMBER');
  const used = bench.usedIn(asked.actorId, clientId);
  if (used !== undefined) {
    const earlier = room.messages.findLast((one) => one.clientId === clientId && one.senderId === asked.actorId);
    if (earlier?.texts[0]?.body !== body) throw no('CLIENT_ID_REUSED');
    return { drafts: [], receipt: { messageId: earlier.id, seq: earlier.seq } };
  }
  for (const id of [replyToId, threadRootId]) {
    if (id === null) continue;
    const referred = room.byId.get(id);
    if (!referred) throw no('MESSAGE_NOT_FOUND');
    if (referred.deleted) throw no('MESSAGE_DELETED');
  }
  const messageId = bench.newId();
  const sentAt = new Date(bench.nowMs).toISOString();
  const created = { clientId, senderId: asked.actorId, sentAt, replyToId, threadRootId, alsoSent: false, reach: null };
  const draft: Draft = { type: 'message.created', actorId: asked.actorId, messageId, payload: null, created, body };
  return { drafts: [draft], receipt: { messageId, seq: lastSeqOf(room) + 1 } };
}

type Change = Exclude<Command, { kind: 'send' }>;

function judgeChange(bench: Bench, asked: Asked, command: Change): Plan {
  const { room, nowMs } = bench;
  const { actorId, role } = asked;
  const message = role && room.byId.get(command.input.messageId);
  if (!role || !message) throw no('MESSAGE_NOT_FOUND');
  const draft = changeOf(message, { actorId, role, command, room, nowMs });
  const { id: messageId, deleted } = message;
  if (draft) return { drafts: [draft], receipt: { messageId, seq: lastSeqOf(room) + 1 } };
  return { drafts: [], receipt: { messageId, seq: deleted?.seq ?? lastSeqOf(room) } };
}

/** The event a change makes; `null` when it is so already. */
function changeOf(
  message: StoredMessage,
  of: { actorId: string; role: Role; command: Change; room: Room; nowMs: number },
): Draft | null {
  const { actorId, role, command, room } = of;
  const head = { actorId, messageId: message.id, created: null, body: null };
  const isAuthor = message.senderId === actorId;
  switch (command.kind) {
    case 'edit': {
      const { expectedVersion, body } = command.input;
      const ageMs = of.nowMs - Date.parse(message.sentAt);
      unless(mayEdit({ isAuthor, isDeleted: message.deleted !== null, ageMs }, editWindowMs));
      const version = message.texts.length;
      if (version !== expectedVersion) throw no('VERSION_CONFLICT', shownMessage(room, message));
      return { ...head, type: 'message.edited', payload: { version: version + 1 }, body };
    }
    case 'delete':
      unless(mayDelete(room.kind, role, isAuthor));
      if (message.deleted) return null;
      return { ...head, type: 'message.deleted', payload: { erases: message.texts.map(({ seq }) => seq) } };
    case 'react': {
      const { emoji, on } = command.input;
      if (message.deleted) throw no('MESSAGE_DELETED');
      const has = message.reactions.some((one) => one.emoji === emoji && one.userId === actorId);
      if (has === on) return null;
      const kinds = new Set(message.reactions.map((one) => one.emoji));
      if (on && !kinds.has(emoji) && kinds.size >= limits.reactionsPerMessage) throw no('REACTIONS_FULL');
      return { ...head, type: 'reaction.changed', payload: { emoji, on } };
    }
    case 'pin':
      unless(mayPin(room.kind, role));
      if (message.deleted) throw no('MESSAGE_DELETED');
      return message.pinned === command.input.on
        ? null
        : { ...head, type: 'pin.changed', payload: { on: command.input.on } };
    case 'hidePreviews':
      unless(mayDelete(room.kind, role, isAuthor));
      if (message.deleted) throw no('MESSAGE_DELETED');
      return null;
    case 'save':
      if (message.deleted) throw no('MESSAGE_DELETED');
      return null;
    default:
      return command satisfies never;
  }
}

function judgeMembership(
  { room }: Bench,
  { actorId, role }: Asked,
  command: Extract<ModelCommand, { kind: 'add' | 'remove' | 'setRole' }>,
): Plan {
  if (!role) throw no('NOT_A_MEMBER');
  const { userId } = command;
  const has = room.members.get(userId) ?? null;
  const owners = [...room.members.values()].filter((one) => one === 'owner').length;
  const head = { actorId, messageId: null, created: null, body: null };
  let draft: Draft | null = null;
  switch (command.kind) {
    case 'add':
      unless(mayAddMembers(room.kind, role));
      if (!has) draft = { ...head, type: 'member.added', payload: { userId, role: 'member' } };
      break;
    case 'remove':
      unless(
        userId === actorId
          ? mayLeave(room.kind, role, { owners, members: room.members.size })
          : mayRemove(room.kind, role, has ?? 'member'),
      );
      if (has) draft = { ...head, type: 'member.removed', payload: { userId } };
      break;
    case 'setRole': {
      unless(maySetRole(room.kind, role, { from: has ?? 'member', to: command.role, owners }));
      if (!has) throw no('USER_NOT_FOUND');
      if (has !== command.role)
        draft = { ...head, type: 'member.roleChanged', payload: { userId, role: command.role } };
      break;
    }
    default:
      command satisfies never;
  }
  return { drafts: draft ? [draft] : [], receipt: { messageId: '', seq: lastSeqOf(room) + (draft ? 1 : 0) } };
}
