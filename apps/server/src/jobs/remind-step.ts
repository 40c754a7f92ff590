import { claimReminders, type Database, type Failpoint, remindersTold, untoldReminders } from '@nova/db';

/** Reminders at a time. */
const limit = 200;

export interface RemindParts {
  readonly db: Database;
  /** Tells all inboxes of a person that something they have saved is another thing now. */
  readonly tell: (userId: string) => Promise<void>;
  readonly nowMs: () => number;
  readonly failpoint?: Failpoint | undefined;
}

/**
 * Lets reminders come (K4). Claimed and due in one transaction: whoever dies before its commit leaves them to come from
 * another node, and nobody lets one come twice. Inboxes are told after it, and again until it is noted that they were:
 * whoever dies in between leaves that to any node. Being told twice is being told once.
 */
export function remindStep({ db, tell, nowMs, failpoint }: RemindParts): () => Promise<boolean> {
  return async () => {
    const claimed = await db.transactions.run(async (transaction) => {
      const count = await claimReminders(transaction.query, { now: new Date(nowMs()), limit });
      if (count > 0) await failpoint?.('reminders-claimed');
      await transaction.commit();
      return count;
    });
    if (claimed > 0) await failpoint?.('reminders-due');
    const untold = await untoldReminders(db.query, limit);
    for (const [userId, rows] of Map.groupBy(untold, (row) => row.userId)) {
      await tell(userId);
      const messageIds = rows.map(({ messageId }) => messageId);
      await remindersTold(db.query, { userId, messageIds, now: new Date(nowMs()) });
    }
    return claimed === limit || untold.length === limit;
  };
}
