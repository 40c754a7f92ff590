import type { PushedNews } from '@nova/contract';
import { keepReply } from '../features/notifications/kept-replies.ts';
import { type ShownData, shownDataOf, showNews } from '../features/notifications/show-news.ts';
import { markTold } from '../features/notifications/told-marks.ts';
import { pushedSpeech } from '../i18n/pushed-texts.ts';
import { tellFailure } from './tell-failure.ts';
import type { AppWindow, ClickEvent, WorkerScope, WorkerWord } from './worker-scope.ts';

/** Shows what is pushed to this device, and does what is clicked (B8). Call once, while the worker starts. */
export function tellPushes(scope: WorkerScope): void {
  scope.addEventListener('push', (event) => {
    const done = onPush(scope, event.data?.text() ?? '');
    event.waitUntil(done.catch((error: unknown) => tellFailure('push', error)));
  });
  scope.addEventListener('notificationclick', (event) => {
    event.waitUntil(onClick(scope, event).catch((error: unknown) => tellFailure('click', error)));
  });
}

async function onPush(scope: WorkerScope, text: string): Promise<void> {
  const news = newsFrom(text);
  if (!news) return;
  switch (news.type) {
    case 'news':
      await tell(scope, news);
      break;
    case 'over':
      for (const shown of await scope.registration.getNotifications({ tag: news.conversationId })) shown.close();
      break;
    case 'trial': {
      const say = pushedSpeech(news.language);
      await scope.registration.showNotification(say('trial'), { body: say('trialBody'), icon: '/icons/icon-192.png' });
      break;
    }
    default:
      // Of a newer server.
      news satisfies never;
  }
  await badge(scope);
}

/** What is shown already is made right where it stands; what this device has told of is told no more. */
async function tell(scope: WorkerScope, news: Extract<PushedNews, { type: 'news' }>): Promise<void> {
  const { conversationId, seq, language } = news;
  const shown = await scope.registration.getNotifications({ tag: conversationId });
  const isShown = shown.some(({ data }) => (shownDataOf(data)?.seq ?? 0) >= seq);
  // Whoever looks is told by what they look at.
  const isLookedAt = (await windowsOf(scope)).some(({ visibilityState }) => visibilityState === 'visible');
  const isNew = !isLookedAt && (await markTold(conversationId, seq)) !== null;
  if (isNew || shown.length > 0)
    await showNews(scope.registration, news, { say: pushedSpeech(language), isUpdate: isShown || !isNew });
}

async function onClick(scope: WorkerScope, { action, reply, notification }: ClickEvent): Promise<void> {
  notification.close();
  const data = shownDataOf(notification.data);
  const body = reply?.trim() ?? '';
  if (data && action === 'reply' && body !== '') await answer(scope, data, body);
  else await open(scope, data?.path ?? '/');
  await badge(scope);
}

/** It lies on the device before anybody is told of it; without a window one is opened, which sends it. */
async function answer(
  scope: WorkerScope,
  { userId, conversationId, threadRootId, path }: ShownData,
  body: string,
): Promise<void> {
  await keepReply({ clientId: crypto.randomUUID(), userId, conversationId, threadRootId, body });
  const windows = await windowsOf(scope);
  for (const one of windows) say(one, { type: 'nova:replies' });
  if (windows.length === 0) await scope.clients.openWindow(path);
}

async function open(scope: WorkerScope, path: string): Promise<void> {
  const windows = await windowsOf(scope);
  const found =
    windows.find(({ focused }) => focused) ??
    windows.find(({ visibilityState }) => visibilityState === 'visible') ??
    windows[0];
  if (!found) return void (await scope.clients.openWindow(path));
  say(found, { type: 'nova:open', path });
  // Refused where the click was not a person's.
  await found.focus().catch(() => null);
}

function windowsOf({ clients }: WorkerScope): Promise<readonly AppWindow[]> {
  return clients.matchAll({ type: 'window', includeUncontrolled: true });
}

function say(to: AppWindow, word: WorkerWord): void {
  to.postMessage(word);
}

/** How many messages are told of, on the app's icon; where there is such a thing. */
async function badge({ registration }: WorkerScope): Promise<void> {
  if (!('setAppBadge' in navigator)) return;
  const shown = await registration.getNotifications();
  const count = shown.reduce((sum, { data }) => sum + (shownDataOf(data)?.count ?? 0), 0);
  await navigator.setAppBadge(count).catch(() => null);
}

function newsFrom(text: string): PushedNews | null {
  try {
    // Encrypted for this device by the server.
    return JSON.parse(text) as PushedNews;
  } catch {
    return null;
  }
}
