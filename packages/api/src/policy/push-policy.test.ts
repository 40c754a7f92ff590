import { createECDH } from 'node:crypto';
import { expect, test } from 'vitest';
import { isPushKey, mayPushTo } from './push-policy.ts';

test.each([
  ['https://fcm.googleapis.com/fcm/send/abc', true],
  ['https://updates.push.services.mozilla.com/wpush/v2/abc', true],
  ['http://fcm.googleapis.com/fcm/send/abc', false],
  ['https://user:secret@push.example.org/x', false],
  ['https://push.example.org:6379/x', false],
  ['https://127.0.0.1/x', false],
  ['https://0x7f.1/x', false],
  ['https://2130706433/x', false],
  ['https://[::1]/x', false],
  ['https://[::ffff:10.0.0.1]/x', false],
  ['https://localhost/x', false],
  ['https://redis.internal/x', false],
  ['https://printer.local./x', false],
  ['https://intranet/x', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['not an address', false],
  ['http://127.0.0.1:4000/push/1', true],
  ['http://127.0.0.1:4001/push/1', false],
])('[B7] %s: %s', (endpoint, may) => {
  expect(mayPushTo(endpoint, ['http://127.0.0.1:4000'])).toBe(may);
});

test('[B7] a key is a point of the curve', () => {
  const device = createECDH('prime256v1');
  device.generateKeys();
  expect(isPushKey(device.getPublicKey('base64url'))).toBe(true);
  expect(isPushKey(Buffer.alloc(65, 4).toString('base64url'))).toBe(false);
  expect(isPushKey('')).toBe(false);
});
