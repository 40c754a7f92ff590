import type { Settings } from '../settings.ts';
import { PushSender } from './push-sender.ts';

/** What pushes in this deployment; null where it has no keys, and pushes nothing. */
export function openPushSender(settings: Settings): PushSender | null {
  const { vapidPublicKey: publicKey, vapidPrivateKey: privateKey, vapidSubject: subject, pushOrigins } = settings;
  return publicKey && privateKey ? new PushSender({ publicKey, privateKey, subject, origins: pushOrigins }) : null;
}
