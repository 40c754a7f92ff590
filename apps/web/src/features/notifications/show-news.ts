import type { NotificationNews } from '@nova/contract';
import { addressOf, conversationPlace, threadPlace } from '../../navigation/place.ts';
import type { SayPushed } from '../../i18n/pushed-texts.ts';
import { lineText } from '../message/plain-text.ts';

/** What a shown notification carries, for whoever clicks it and for what comes after it. */
export interface ShownData {
  readonly userId: string;
  readonly conversationId: string;
  readonly threadRootId: string | null;
  readonly seq: number;
  readonly count: number;
  /** Where a click leads. */
  readonly path: string;
}

/** The part of a service worker's registration that shows notifications. */
export interface Shower {
  showNotification(title: string, options: NotificationOptions): Promise<void>;
  getNotifications(filter?: { tag?: string }): Promise<Notification[]>;
}

/** Where the app opens at a message that one was told of. */
export function pathOf({
  conversationId,
  threadRootId,
  seq,
}: Pick<ShownData, 'conversationId' | 'threadRootId' | 'seq'>): string {
  return addressOf(
    threadRootId === null ? conversationPlace(conversationId, seq) : threadPlace(conversationId, threadRootId, seq),
  );
}

/** Shows news; those of one conversation take the place of what was shown of it before, without a sound when `isUpdate`. */
export async function showNews(
  to: Shower,
  news: NotificationNews & { readonly userId: string },
  { say, isUpdate }: { readonly say: SayPushed; readonly isUpdate: boolean },
): Promise<void> {
  const { conversationId, threadRootId, seq, count, userId } = news;
  const data: ShownData = { userId, conversationId, threadRootId, seq, count, path: pathOf(news) };
  const options = {
    body: bodyOf(news, say),
    tag: conversationId,
    data,
    dir: 'auto' as const,
    icon: '/icons/icon-192.png',
    renotify: !isUpdate,
    silent: isUpdate,
    // Where a browser lets one answer in the notification itself.
    actions: [{ action: 'reply', type: 'text', title: say('reply'), placeholder: say('replyHint') }],
  };
  await to.showNotification(titleOf(news, say), options);
}

/** What news say in a line: who, and where. */
export function titleOf({ kind, title, count, senderName }: NotificationNews, say: SayPushed): string {
  if (kind === 'direct' || title === null) return count === 1 ? senderName : say('from', { count, name: senderName });
  return count === 1 ? say('fromIn', { name: senderName, title }) : say('in', { count, title });
}

/** The words of the newest message; whose they are where that is not said above. */
function bodyOf({ kind, count, senderName, body, fileName }: NotificationNews, say: SayPushed): string {
  const words = lineText(body, (name) => say('forwardOf', { name })) || (fileName ?? '');
  return kind !== 'direct' && count > 1 ? `${senderName}: ${words}` : words;
}

/** Takes away what is shown of conversations that are not among these; all of it without a list. */
export async function closeShown(from: Shower, except: ReadonlySet<string>): Promise<void> {
  for (const shown of await from.getNotifications()) if (shown.tag !== '' && !except.has(shown.tag)) shown.close();
}

/** What a notification of ours carries; null for any other. */
export function shownDataOf(data: unknown): ShownData | null {
  if (typeof data !== 'object' || data === null || !('path' in data) || !('conversationId' in data)) return null;
  // Nobody else shows notifications here.
  return data as ShownData;
}
