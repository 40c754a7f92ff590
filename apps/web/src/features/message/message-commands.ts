import type { MessageTarget, TimelineMessage } from '@nova/client';
import type { Excerpt } from '@nova/contract';
import { limits } from '@nova/contract';
import type { Translate } from '../../i18n/catalogue.ts';
import type { Place } from '../../navigation/place.ts';
import { addressOf, conversationPlace, threadPlace } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import { problemText } from '../../problem.ts';
import type { Toasts } from '../../ui/toasts.ts';
import type { Talk } from '../talk/talk.ts';

type Command = (() => void) | null;

/** What one can do to a message; null where one cannot. None of them throws: what goes wrong is told. */
export interface MessageCommands {
  readonly reply: Command;
  /** Opens the thread below the message, or the one it is in. */
  readonly thread: Command;
  readonly edit: Command;
  readonly remove: Command;
  readonly pin: Command;
  /** Takes off what is shown of its links. */
  readonly hidePreviews: Command;
  /** Keeps it for oneself, or does so no more. */
  readonly save: Command;
  readonly remind: Command;
  /** Adds the person's reaction, or takes it back. */
  readonly react: ((emoji: string) => void) | null;
  readonly pickReaction: Command;
  readonly copyText: Command;
  readonly copyLink: Command;
  readonly markUnread: Command;
  /** Asks where to forward it to. */
  readonly forward: Command;
  /** Opens the menu of all of these. */
  readonly more: Command;
}

export interface CommandParts {
  readonly talk: Talk;
  readonly toasts: Toasts;
  readonly t: Translate;
  readonly self: string;
}

const justSaved = { done: false, remindAt: null };

/** How long a deletion can be taken back. It lies on the device meanwhile: a reload does not keep it from leaving. */
const holdMs = 5_000;

/** The server has the last word; this only leaves out what it would refuse anyway. */
export function commandsFor(message: TimelineMessage, { talk, toasts, t, self }: CommandParts): MessageCommands {
  const { conversation, nova } = talk;
  const { id, key, seq, body, senderId, reactions, pinned, clientId, sending } = message;
  const summary = nova.inbox.conversations.find((one) => one.id === conversation.id);
  const isKeeper = summary !== undefined && summary.kind !== 'direct' && summary.role !== 'member';
  const isMine = senderId === self || nova.people.profile(senderId)?.claimedById === self;
  const isSaid = body !== null;
  const isThere = isSaid && id !== null && sending === null;
  const rootId = message.threadRootId ?? id;
  const isInThread = conversation.rootId !== null;
  const target: MessageTarget = id === null ? { clientId } : { messageId: id };

  const told = (doing: Promise<unknown>): void => {
    doing.catch((error: unknown) => toasts.show({ kind: 'problem', text: problemText(t, error) }));
  };
  const copied = (text: string): void => {
    navigator.clipboard.writeText(text).then(
      () => toasts.show({ text: t('message.copied') }),
      () => toasts.show({ kind: 'problem', text: t('message.notCopied') }),
    );
  };
  const kept = { conversationId: conversation.id, messageId: id ?? '', message: excerptOf(message) };
  const unless = (isPossible: boolean, command: () => void): Command => (isPossible ? command : null);

  return {
    reply: unless(isThere, () => talk.reply(message)),
    thread: unless(rootId !== null && !isInThread && (isThere || message.thread !== undefined), () =>
      go(threadPlace(conversation.id, rootId ?? '')),
    ),
    edit: unless(isSaid && isMine, () => talk.edit(message)),
    remove: unless(isSaid && (isMine || isKeeper), () => told(conversation.delete(target, { holdMs }))),
    pin: unless(isThere && (summary?.kind !== 'channel' || isKeeper), () => told(conversation.pin(target, !pinned))),
    hidePreviews: unless(isThere && message.previews !== undefined && (isMine || isKeeper), () =>
      told(conversation.hidePreviews(target)),
    ),
    save: unless(isThere, () => told(nova.saved.save(kept, nova.saved.get(kept.messageId) ? null : justSaved))),
    remind: unless(isThere, () => talk.open({ what: 'remind', key })),
    react: isThere
      ? (emoji) => {
          const isOn = reactions.some((one) => one.emoji === emoji && one.userIds.includes(self));
          told(conversation.react(target, { emoji, on: !isOn }));
        }
      : null,
    pickReaction: unless(isThere, () => talk.open({ what: 'react', key })),
    copyText: unless(isSaid, () => copied(body ?? '')),
    copyLink: unless(seq !== null, () => copied(location.origin + addressOf(placeOfMessage(conversation.id, message)))),
    markUnread: unless(seq !== null && !isInThread, () => talk.markUnread(seq ?? 0)),
    forward: unless(isThere, () => talk.open({ what: 'forward', key })),
    more: unless(isSaid, () => talk.open({ what: 'menu', key })),
  };
}

/** The beginning of a message, as lists of what is elsewhere show it; null until it is confirmed. */
export function excerptOf(message: TimelineMessage): Excerpt | null {
  const { id, seq, conversationId, senderId, sentAt, threadRootId, body, attachments } = message;
  if (id === null || seq === null) return null;
  const excerpt = {
    id,
    seq,
    conversationId,
    senderId,
    sentAt,
    threadRootId,
    body: body?.slice(0, limits.quoteChars) ?? null,
  };
  const fileName = attachments?.[0]?.name;
  return fileName === undefined ? excerpt : { ...excerpt, fileName };
}

/** Where a message is found: in the timeline, or in the thread that has it alone. */
export function placeOfMessage(conversationId: string, { seq, threadRootId, alsoSent }: TimelineMessage): Place {
  const isInTimeline = threadRootId === null || alsoSent === true;
  return isInTimeline ? conversationPlace(conversationId, seq) : threadPlace(conversationId, threadRootId, seq);
}
