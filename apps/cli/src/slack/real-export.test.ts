import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openArchive } from '../moving/read-archive.ts';
import { readJson } from '../moving/read-json.ts';
import { survey } from '../moving/survey.ts';
import { openSlack } from './open-slack.ts';

const { signal } = new AbortController();
/** A workspace as Slack exported it lies beside a checkout where it may be had. */
const path = fileURLToPath(new URL('../../../../../shared/data/slack-export/export.zip', import.meta.url));
const isThere = existsSync(path);

test(`[M7] a genuine export, whole: ${isThere ? 'each of its entries is a message, or left out with its reason' : 'not beside this checkout'}`, async () => {
  if (!isThere) return;
  await using archive = await openArchive(path);
  let entries = 0;
  for (const name of archive.names.filter((one) => /\/\d{4}-\d{2}-\d{2}\.json$/.test(one))) {
    const read = await archive.read(name);
    const json = 'bytes' in read ? readJson(read.bytes) : null;
    entries += Array.isArray(json?.value) ? json.value.length : 0;
  }
  expect(entries).toBe(158);
  const { source, account } = await openSlack(archive, signal);
  expect(account.toJSON()).toMatchObject({ skipped: { 'files that hold no messages': 1 } });
  const found = await survey(source, signal);
  const { account: told } = found;
  expect(told.count('messages') - told.count('continuations') + told.skippedInAll).toBe(entries);
  expect(told.count('messages')).toBeGreaterThan(100);
  expect(source.people.length).toBeGreaterThan(1);
});
