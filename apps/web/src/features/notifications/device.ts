import type { NotifyDeviceInput } from '@nova/contract';
import { closeShown, type Shower } from './show-news.ts';
import { forgetReplies } from './kept-replies.ts';
import { forgetTold } from './told-marks.ts';

/** What this browser lets the app do: nothing, nothing until the person says otherwise in its settings, ask, or tell. */
export type Permission = 'unsupported' | 'denied' | 'default' | 'granted';

export function permissionNow(): Permission {
  return 'Notification' in window && 'serviceWorker' in navigator ? Notification.permission : 'unsupported';
}

/** The worker that shows notifications; null where there is none, as where the app runs from its sources. */
export async function workerOf(): Promise<ServiceWorkerRegistration | null> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  return registration?.active ? registration : null;
}

/**
 * Asks for the permission, and the push service for a subscription; where that gives none, this device is told while the
 * app is open. Only after a click: browsers ask for nothing else. Null when the person did not give the permission.
 */
export async function turnOn(of: {
  readonly pushKey: string | null;
  readonly language: NotifyDeviceInput['language'];
}): Promise<NotifyDeviceInput | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const subscription = of.pushKey === null ? null : await subscriptionWith(of.pushKey);
  return { on: true, language: of.language, ...(subscription ? { subscription } : {}) };
}

/** The subscription of this browser, as the server wants it; null where its push service gives none. */
export async function subscriptionWith(
  applicationServerKey: string,
): Promise<NonNullable<NotifyDeviceInput['subscription']> | null> {
  const { pushManager } = (await workerOf()) ?? {};
  if (!pushManager) return null;
  const subscribe = (): Promise<PushSubscription> =>
    pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  try {
    const made = await subscribe().catch(async (error: unknown) => {
      // One for another key stands in the way: of an earlier installation.
      if (!(await (await pushManager.getSubscription())?.unsubscribe())) throw error;
      return subscribe();
    });
    const { endpoint, keys: { p256dh, auth } = {} } = made.toJSON();
    return endpoint && p256dh && auth ? { endpoint, p256dh, auth } : null;
  } catch {
    return null;
  }
}

/** Nothing is pushed to this browser any more. Never rejects. */
export async function unsubscribe(): Promise<void> {
  try {
    await (await (await workerOf())?.pushManager.getSubscription())?.unsubscribe();
  } catch {
    // The server tells it nothing either way.
  }
}

/** Takes off the device whatever it keeps and shows of an account (O8). Never rejects. */
export async function forgetDevice(): Promise<void> {
  try {
    const worker: Shower | null = await workerOf();
    if (worker) await closeShown(worker, new Set());
    await Promise.all([unsubscribe(), forgetTold(), forgetReplies()]);
    await navigator.clearAppBadge?.();
  } catch {
    // A browser without any of it keeps none of it.
  }
}
