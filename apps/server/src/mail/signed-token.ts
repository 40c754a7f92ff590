import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a token is good for: one made for one purpose is nothing for another. */
export type TokenPurpose = 'prove' | 'unsubscribe';

export interface TokenKey {
  readonly secret: string;
  readonly purpose: TokenPurpose;
}

/** A text that only who has the secret can make; anybody can read it. */
export function signToken(key: TokenKey, said: string): string {
  // No dot: an address with one leads to a file.
  return `${Buffer.from(said).toString('base64url')}~${macOf(key, said).toString('base64url')}`;
}

/** What a token says; null when it was not made by `signToken` with this key, in whatever way it is wrong. */
export function readToken(key: TokenKey, token: string): string | null {
  const [text = '', mac = '', ...more] = token.split('~');
  if (more.length > 0) return null;
  const said = Buffer.from(text, 'base64url').toString();
  const [given, right] = [Buffer.from(mac, 'base64url'), macOf(key, said)];
  return given.length === right.length && timingSafeEqual(given, right) ? said : null;
}

function macOf({ secret, purpose }: TokenKey, said: string): Buffer {
  return createHmac('sha256', secret).update(`nova mail ${purpose}\0${said}`).digest();
}
