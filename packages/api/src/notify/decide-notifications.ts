import {
  addNotifications,
  claimNotifyQueue,
  type Database,
  type Failpoint,
  planPushes,
  readAddressees,
  readPushTargets,
} from '@nova/db';
import { judgeNotifications } from './judge-notifications.ts';
import { isUndisturbed } from './quiet-hours.ts';

export interface DecideParts {
  readonly db: Database;
  /** How long a message is left to be read before it is pushed, in milliseconds. */
  readonly graceMs: number;
  /** Tells the person's own inboxes that there is something to tell them. Never throws; may be lost. */
  readonly tell: (userId: string) => void;
  readonly failpoint?: Failpoint | undefined;
}

/** Commits decided of in one transaction. */
const limit = 50;

/**
 * Decides of what was committed who is to be told of it, once for all their devices, and plans the pushes (B3). Any node
 * may, at any time: what one has claimed the others pass by, and all of it is decided in the transaction that claims, so
 * that whoever dies before its commit leaves it to the next. Resolves to whether there may be more.
 */
export async function decideNotifications(parts: DecideParts, now: Date): Promise<boolean> {
  const { db, graceMs, tell, failpoint } = parts;
  const dueAt = new Date(now.getTime() + graceMs);
  const { ranges, told } = await db.transactions.run(async (transaction) => {
    const { query } = transaction;
    const claimed = await claimNotifyQueue(query, limit);
    if (claimed.length === 0) return { ranges: 0, told: [] };
    await failpoint?.('notify-claimed');
    // Read where plans are made for what is there, and not by those that hold locks: it is judged again when it is sent.
    const judged = await judgeNotifications(db.query, await readAddressees(db.query, claimed));
    const places = judged
      .filter(({ wishes }) => !isUndisturbed(wishes, now))
      .map(({ standing: { userId, messageId, conversationId }, message: { seq } }) => ({
        userId,
        messageId,
        conversationId,
        seq,
      }));
    const targets = await readPushTargets(db.query, { places, ranges: claimed, dueAt, now });
    if (places.length > 0) await addNotifications(query, { told: places, now });
    if (targets.length > 0) await planPushes(query, { targets, now });
    await transaction.commit();
    return { ranges: claimed.length, told: places };
  });
  for (const userId of new Set(told.map((one) => one.userId))) tell(userId);
  return ranges === limit;
}
