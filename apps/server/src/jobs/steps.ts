import {
  collectSearchWords,
  type Database,
  enterOlderMessages,
  forgetDrafts,
  forgetNotifications,
  forgetScheduled,
  purgeDeleted,
} from '@nova/db';
import { PageSize } from './page-size.ts';

/** Messages at a time: short transactions, one after the other. */
const limit = 500;
/** Entries whose words are counted at a time: each page looks at some thousands again, and is the dearer the smaller. */
const wordsPage = { least: 500, most: 20_000 };

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

/** How long what became of a draft or a scheduled message is remembered, for devices that were away. */
const ownKeptMs = 30 * 24 * 3_600_000;

/** How long it is remembered of what a person was told. */
const toldKeptMs = 14 * 24 * 3_600_000;

/**
 * Forgets drafts that are none any more, scheduled messages that are over, and what people were told long ago; nodes
 * share the work.
 */
export function ownStep({
  db,
  nowMs,
}: {
  readonly db: Database;
  readonly nowMs: () => number;
}): () => Promise<boolean> {
  return async () => {
    const over = { keptMs: ownKeptMs, now: new Date(nowMs()), limit };
    const gone = [
      await forgetDrafts(db.query, over),
      await forgetScheduled(db.query, over),
      await forgetNotifications(db.query, { ...over, keptMs: toldKeptMs }),
    ];
    return gone.includes(limit);
  };
}

/** Enters messages older than search, then counts new words, for searches with typos (S3); one node at a time does it. */
export function searchStep({
  db,
  nowMs,
}: {
  readonly db: Database;
  readonly nowMs: () => number;
}): () => Promise<boolean> {
  const page = new PageSize(wordsPage);
  return async () => {
    if (await enterOlderMessages(db.query, limit)) return true;
    const startedMs = nowMs();
    try {
      return await collectSearchWords(db.query, page.rows);
    } finally {
      page.took(nowMs() - startedMs);
    }
  };
}
