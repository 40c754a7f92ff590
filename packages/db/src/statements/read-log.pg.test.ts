import { testDatabase } from '@nova/testkit';
import { expect, test } from 'vitest';
import { openDatabase } from '../connection/database.ts';
import { readEpoch, rotateEpoch } from '../epoch/epoch.ts';
import { newId } from '../ids/new-id.ts';
import { withConversationLock } from '../lock/with-conversation-lock.ts';
import { OtherEpoch, readLog } from './read-log.ts';

test('[D9] a commit names the epoch of its log, and no event is read as one of another epoch', async () => {
  await using base = await testDatabase();
  await using db = openDatabase({
    url: base.url,
    maxConnections: 6,
    applicationName: 'read-log-test',
    lockTimeoutMs: 1_000,
    statementTimeoutMs: 5_000,
    idleInTransactionTimeoutMs: 5_000,
  });
  const epoch = await readEpoch(db.query);
  const [conversationId, userId, sessionId] = [newId(), newId(), newId()];
  const request = {
    parties: [{ conversationId, userId, sessionId }],
    admission: 'anyone' as const,
    onBusy: 'wait' as const,
    create: {
      id: conversationId,
      kind: 'group' as const,
      title: 'Group',
      topic: '',
      directKey: null,
      importSource: null,
      createdBy: userId,
    },
    read: () => Promise.resolve(null),
  };
  const { commits } = await withConversationLock(db.transactions, request, {
    act: (_tx, ledger) => {
      const payload = { userId, role: 'owner' as const };
      ledger.append({ conversationId, type: 'member.added', actorId: userId, messageId: null, payload });
    },
    hooks: {},
  });
  expect(commits.map((commit) => commit.epoch)).toEqual([epoch]);
  const read = (known: string) => readLog(db.query, { conversationId, afterSeq: 0, epoch: () => known }, 10);
  expect(await read(epoch)).toHaveLength(1);
  const next = await rotateEpoch(db.query);
  await expect(read(epoch)).rejects.toBeInstanceOf(OtherEpoch);
  expect(await read(next)).toHaveLength(1);
});
