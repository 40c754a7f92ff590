import { createECDH } from 'node:crypto';
import { isIP } from 'node:net';

/**
 * Whether what is pushed may be sent to this address, as far as the address itself tells: HTTPS, by a name, without an
 * account in it. Where a name leads is looked at when it is sent. `origins` are allowed as they are.
 */
export function mayPushTo(endpoint: string, origins: readonly string[]): boolean {
  const url = URL.parse(endpoint);
  if (!url || url.username !== '' || url.password !== '') return false;
  if (origins.includes(url.origin)) return true;
  if (url.protocol !== 'https:' || url.port !== '') return false;
  const host = url.hostname.replaceAll(/^\[|\]$/gu, '');
  return isIP(host) === 0 && host.includes('.') && !/\.(?:localhost|local|internal|lan|home\.arpa)\.?$/u.test(host);
}

/** Whether something can be encrypted with what a device gave as its key: a point of the curve P-256. */
export function isPushKey(p256dh: string): boolean {
  const own = createECDH('prime256v1');
  own.generateKeys();
  try {
    own.computeSecret(Buffer.from(p256dh, 'base64url'));
    return true;
  } catch {
    return false;
  }
}
