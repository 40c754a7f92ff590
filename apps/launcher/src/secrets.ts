import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.ts';

/** What only this installation knows. */
export interface Secrets {
  /** Signs sessions: losing it signs everybody out. */
  readonly authSecret: string;
  /** Opens what is for operators. */
  readonly operatorToken: string;
}

/**
 * The secrets of a data folder, made on first use and the same ever after. Only their owner may read the file.
 *
 * @throws CannotStart when the file is damaged; it is not replaced.
 */
export function keptSecrets(folder: string): Secrets {
  const file = join(folder, 'secrets.json');
  if (existsSync(file)) return parse(file);
  const draft = `${file}.${process.pid}.draft`;
  const secrets: Secrets = { authSecret: random(), operatorToken: random() };
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return secrets;
}

function random(): string {
  return randomBytes(32).toString('base64url');
}

function parse(file: string): Secrets {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value === 'object' && value !== null && 'authSecret' in value && 'operatorToken' in value) {
      const { authSecret, operatorToken } = value;
      if (typeof authSecret === 'string' && typeof operatorToken === 'string') return { authSecret, operatorToken };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CannotStart(
    `${file} is damaged. Restore it, or delete it: new secrets are made, and everybody signs in again.`,
  );
}
