import { collectSearchWords, type Database, enterOlderMessages, purgeDeleted } from '@nova/db';

/** Messages at a time: short transactions, one after the other. */
const limit = 500;
/** Entries whose words are counted at a time: reading is most of the work, and each page reads as many again. */
const wordsLimit = 5_000;

/** Forgets deleted text whose time has come (X2); nodes share the work. */
export function purgeStep(parts: {
  readonly db: Database;
  readonly retentionMs: number;
  readonly nowMs: () => number;
  /** Told how many messages were forgotten. */
  readonly onPurged: (messages: number) => void;
}): () => Promise<boolean> {
  return async () => {
    const { db, retentionMs, nowMs, onPurged } = parts;
    const purged = await purgeDeleted(db.query, { retentionMs, now: new Date(nowMs()), limit });
    if (purged > 0) onPurged(purged);
    return purged === limit;
  };
}

/** Enters messages older than search, then counts new words, for searches with typos (S3); one node at a time does it. */
export function searchStep(db: Database): () => Promise<boolean> {
  return async () => (await enterOlderMessages(db.query, limit)) || (await collectSearchWords(db.query, wordsLimit));
}
