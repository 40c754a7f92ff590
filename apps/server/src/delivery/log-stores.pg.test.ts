import { type Act, deleteMessage, newId, openDatabase, readEpoch, withConversationLock } from '@nova/db';
import { describeEventLog } from '@nova/delivery/contracts';
import { testDatabase } from '@nova/testkit';
import { logStores } from './log-stores.ts';

describeEventLog('The log in Postgres', async () => {
  await using starting = new AsyncDisposableStack();
  const base = starting.use(await testDatabase());
  const db = starting.use(
    openDatabase({
      url: base.url,
      maxConnections: 6,
      applicationName: 'log-stores-test',
      lockTimeoutMs: 1_000,
      statementTimeoutMs: 5_000,
      idleInTransactionTimeoutMs: 5_000,
    }),
  );
  const epoch = await readEpoch(db.query);
  const [userId, sessionId] = [newId(), newId()];
  await db.query`insert into users (id, name, email) values (${userId}, 'Ann', 'ann@example.org')`;
  const messages = new Map<string, string>();
  const write = async (conversationId: string, act: Act<null, void>, isNew = false) => {
    const create = {
      id: conversationId,
      kind: 'group' as const,
      title: 'Group',
      topic: '',
      directKey: null,
      importSource: null,
      createdBy: userId,
    };
    const request = {
      parties: [{ conversationId, userId, sessionId }],
      admission: 'anyone' as const,
      onBusy: 'wait' as const,
      ...(isNew ? { create } : {}),
      read: () => Promise.resolve(null),
    };
    const { commits } = await withConversationLock(db.transactions, request, { act, hooks: {} });
    const entry = commits[0]?.entries[0];
    if (!entry) throw new Error('nothing was committed');
    return entry;
  };
  const kept = starting.move();
  return {
    log: logStores(db, () => epoch).log,
    async conversation() {
      const conversationId = newId();
      const payload = { userId, role: 'owner' as const };
      const event = { conversationId, type: 'member.added' as const, actorId: userId, messageId: null, payload };
      await write(conversationId, (_tx, ledger) => void ledger.append(event), true);
      return conversationId;
    },
    async send(conversationId, body) {
      const id = newId();
      const entry = await write(conversationId, (_tx, ledger) => {
        const place = {
          conversationId,
          actorId: userId,
          senderId: userId,
          replyToId: null,
          threadRootId: null,
          alsoSent: false,
        };
        ledger.appendMessage({ ...place, id, clientId: newId(), body, sentAt: ledger.at, mentionIds: [] });
      });
      messages.set(`${conversationId} ${entry.seq}`, id);
      return entry;
    },
    delete(conversationId, of) {
      const messageId = messages.get(`${conversationId} ${of}`) ?? '';
      const payload = { erases: [of] };
      return write(conversationId, async (tx, ledger) => {
        const event = { conversationId, type: 'message.deleted' as const, actorId: userId, messageId, payload };
        const seq = ledger.append(event);
        await deleteMessage(tx, { messageId, deletedBy: userId, seq, at: ledger.at });
      });
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
});
