import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CannotStart } from './cannot-start.ts';
import { keptSecrets } from './secrets.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nova-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (): string => join(folder, 'secrets.json');

test('secrets are made once, and only their owner may read them', () => {
  const made = keptSecrets(folder);
  expect(Buffer.from(made.vapidPublicKey, 'base64url')).toHaveLength(65);
  expect(Buffer.from(made.vapidPrivateKey, 'base64url')).toHaveLength(32);
  expect(keptSecrets(folder)).toEqual(made);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('what an older Nova did not keep is added, and what it kept stays', () => {
  writeFileSync(file(), JSON.stringify({ authSecret: 'a', operatorToken: 'b' }));
  const kept = keptSecrets(folder);
  expect(kept).toMatchObject({ authSecret: 'a', operatorToken: 'b' });
  expect(kept.vapidPublicKey).toHaveLength(87);
  expect(keptSecrets(folder)).toEqual(kept);
});

test.each(['', '{', '[]', '{"authSecret":"a"}', '{"authSecret":1,"operatorToken":"b"}'])(
  'damaged ones are not replaced: %j',
  (text) => {
    writeFileSync(file(), text);
    expect(() => keptSecrets(folder)).toThrow(CannotStart);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  },
);
