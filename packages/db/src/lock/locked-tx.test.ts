import { describe, expect, expectTypeOf, test } from 'vitest';
import * as outside from '../index.ts';
import type { Database, LockedTx, Query } from '../index.ts';

/** Never called: it only has to compile, and its marked lines must not. */
function withoutTheLock(db: Database, query: Query): void {
  const at = new Date().toISOString();
  // @ts-expect-error a database is no lock
  void outside.renameConversation(db, { conversationId: '', title: '', topic: '', at });
  // @ts-expect-error something that can query is no lock
  void outside.deleteMessage({ query }, { messageId: '', deletedBy: '', seq: 1, at });
  const edit = { messageId: '', expectedVersion: 1, body: '', seq: 1, at, mentionIds: [] };
  // @ts-expect-error a transaction is no lock
  void db.transactions.run((transaction) => outside.editMessage(transaction, edit));
  // @ts-expect-error outsiders get the type only: there is nothing to call `new` on
  void new outside.LockedTx(query);
}

describe('[W1] no command can be written without the lock', () => {
  test('statements that change a conversation take a LockedTx, and only withConversationLock hands one out', () => {
    expectTypeOf(withoutTheLock).toBeFunction();
    expectTypeOf<{ readonly query: Query }>().not.toExtend<LockedTx>();
    expectTypeOf<Parameters<typeof outside.addMembers>[0]>().toEqualTypeOf<LockedTx>();
    expect(Object.keys(outside)).not.toContain('LockedTx');
  });
});
