import { limits, type NotificationNews } from '@nova/contract';
import {
  type Addressee,
  listNotified,
  type NotifyStanding,
  type NotifyWishes,
  type Query,
  readNotifyStandings,
  readNotifyWishes,
  readTellable,
  type TellableMessage,
} from '@nova/db';
import { type NotifyReason, reasonOf } from './reason-of.ts';

/** Somebody who is to be told of a message, as things stand. */
export interface Judged {
  readonly standing: NotifyStanding;
  readonly message: TellableMessage;
  readonly wishes: NotifyWishes;
  readonly reason: NotifyReason;
}

/**
 * Who of these is to be told of what, as things stand now: whoever has read it, or left, or wants to hear nothing of it is
 * not, nor of what is deleted or mentions them no more.
 */
export async function judgeNotifications(query: Query, addressees: readonly Addressee[]): Promise<Judged[]> {
  if (addressees.length === 0) return [];
  const standings = await readNotifyStandings(query, addressees);
  const [messages, wishes] = await Promise.all([
    readTellable(query, unique(standings.map(({ messageId }) => messageId))),
    readNotifyWishes(query, unique(standings.map(({ userId }) => userId))),
  ]);
  const messageOf = new Map(messages.map((message) => [message.id, message]));
  const wishesOf = new Map(wishes.map((one) => [one.userId, one]));
  return standings.flatMap((standing) => {
    const message = messageOf.get(standing.messageId);
    const wanted = wishesOf.get(standing.userId);
    if (!message || !wanted) return [];
    const reason = reasonOf(standing, wanted, message);
    return reason === null ? [] : [{ standing, message, wishes: wanted, reason }];
  });
}

/** What a person is to be told now, for each conversation the newest first: in one, or in all. */
export async function newsOf(query: Query, userId: string, conversationId: string | null): Promise<NotificationNews[]> {
  const judged = await judgeNotifications(query, await listNotified(query, userId, conversationId));
  const byConversation = Map.groupBy(judged, ({ message }) => message.conversationId);
  return [...byConversation.values()].flatMap((of) => {
    const [newest] = of.map(({ message }) => message).toSorted((a, b) => b.seq - a.seq);
    const meant = of.filter(({ reason }) => reason !== 'message').map(({ message }) => message.seq);
    const meantSeq = meant.length === 0 ? null : Math.max(...meant);
    return newest ? [newsFrom(newest, { count: of.length, meantSeq })] : [];
  });
}

function newsFrom(
  newest: TellableMessage,
  { count, meantSeq }: Pick<NotificationNews, 'count' | 'meantSeq'>,
): NotificationNews {
  const { id: messageId, conversationId, kind, title, threadRootId, alsoSent, seq, senderName, fileName } = newest;
  return {
    conversationId,
    kind,
    title,
    messageId,
    threadRootId: alsoSent ? null : threadRootId,
    seq,
    meantSeq,
    count,
    senderName,
    body: beginning(newest.body),
    ...(fileName === null ? {} : { fileName }),
  };
}

/** Cut between two signs, never inside of one. */
function beginning(text: string): string {
  const max = limits.notificationChars;
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
