import { createECDH, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.ts';

/** What only this installation knows. */
export interface Secrets {
  /** Signs sessions: losing it signs everybody out. */
  readonly authSecret: string;
  /** Opens what is for operators. */
  readonly operatorToken: string;
  /** Push services know this installation by this pair: losing it ends notifications until each device asks again. */
  readonly vapidPublicKey: string;
  readonly vapidPrivateKey: string;
}

/**
 * The secrets of a data folder, made on first use and the same ever after; what an older Nova did not keep there is
 * added. Only their owner may read the file.
 *
 * @throws CannotStart when the file is damaged; it is not replaced.
 */
export function keptSecrets(folder: string): Secrets {
  const file = join(folder, 'secrets.json');
  const kept: Partial<Secrets> = existsSync(file) ? parse(file) : { authSecret: random(), operatorToken: random() };
  const { authSecret, operatorToken, vapidPublicKey, vapidPrivateKey } = kept;
  if (authSecret === undefined || operatorToken === undefined) throw damaged(file);
  if (vapidPublicKey !== undefined && vapidPrivateKey !== undefined)
    return { authSecret, operatorToken, vapidPublicKey, vapidPrivateKey };
  const secrets: Secrets = { authSecret, operatorToken, ...newVapidKeys() };
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return secrets;
}

function random(): string {
  return randomBytes(32).toString('base64url');
}

/** A pair as RFC 8292 wants it: a point of P-256 and its scalar. */
function newVapidKeys(): Pick<Secrets, 'vapidPublicKey' | 'vapidPrivateKey'> {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  // A scalar that begins with zeros is shorter as it comes.
  const scalar = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32);
  return { vapidPublicKey: pair.getPublicKey('base64url'), vapidPrivateKey: scalar.toString('base64url') };
}

function parse(file: string): Partial<Secrets> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null) throw damaged(file);
    const texts = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return Object.fromEntries(texts);
  } catch (error) {
    throw error instanceof SyntaxError ? damaged(file) : error;
  }
}

function damaged(file: string): CannotStart {
  return new CannotStart(
    `${file} is damaged. Restore it, or delete it: new secrets are made, and everybody signs in again.`,
  );
}
