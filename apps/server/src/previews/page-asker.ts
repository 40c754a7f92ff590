import { createHash, randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { claimPage, type Database, type FoundPage, releasePage, settlePage } from '@nova/db';
import { BadPicture, type BlobStore, drawThumbnail } from '@nova/files';
import { type AskedPage, askPage, NotShown, type Outside } from '@nova/previews';
import { blobKey } from '../files/blob-keys.ts';
import { stagingFolder } from '../files/open-files.ts';
import type { Wait } from '../limits/shared-limiter.ts';
import type { Settings } from '../settings.ts';

export interface PageAskerParts {
  readonly settings: Pick<Settings, 'filesDir'>;
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly outside: Outside;
  /** Counts a page against what one host may be asked for. */
  readonly perHost: (host: string) => Promise<Wait | null>;
  /** Counts it against what is asked for because of one person. */
  readonly perPerson: (userId: string) => Promise<Wait | null>;
  readonly onAsked: (outcome: 'shown' | 'nothing' | 'failed') => void;
  /** Aborts when this node stops. */
  readonly signal: AbortSignal;
}

/** What is known of a page, or that it is asked for just now and when to look again. */
export type PageAnswer =
  | { readonly isKnown: true; readonly pageId: string }
  | { readonly isKnown: false; readonly afterMs: number };

/** Longer than asking for a page, for its picture, and drawing that. */
const leaseMs = 60_000;
const againMs = 1_000;
/** So long is believed what a page said; that it says nothing; that it could not be asked. */
const keptMs = { shown: 24 * 3_600_000, nothing: 3_600_000, failed: 10 * 60_000 };

/**
 * What is to be shown of pages elsewhere: asked for by one node for all and remembered for a day, also that there is
 * nothing. Resolves when it is known; rejects with failures of the database or the file store, and when this node stops.
 */
export function pageAsker(parts: PageAskerParts): (url: string, forUserId: string) => Promise<PageAnswer> {
  const { db, perHost, perPerson, onAsked, signal } = parts;
  return async (url, forUserId) => {
    const key = createHash('sha256').update(url).digest('hex');
    const { id, state } = await claimPage(db.query, { id: randomUUID(), key, leaseMs });
    if (state === 'asked') return { isKnown: false, afterMs: againMs };
    if (state !== 'mine') return { isKnown: true, pageId: id };
    // First the person: whoever links to very much uses up nothing of what others may ask a host for.
    const wait = (await perPerson(forUserId)) ?? (await perHost(new URL(url).host));
    if (wait) {
      await releasePage(db.query, id);
      return { isKnown: false, afterMs: wait.retryAfterMs };
    }
    const { outcome, found } = await asked(parts, { id, url });
    if (signal.aborted) {
      await releasePage(db.query, id);
      signal.throwIfAborted();
    }
    onAsked(outcome);
    await settlePage(db.query, { id, found, keptMs: keptMs[outcome] });
    return { isKnown: true, pageId: id };
  };
}

async function asked(
  parts: PageAskerParts,
  { id, url }: { readonly id: string; readonly url: string },
): Promise<{ outcome: keyof typeof keptMs; found: FoundPage | null }> {
  const { outside, signal } = parts;
  let page: AskedPage;
  try {
    page = await askPage(url, { outside, signal });
  } catch (error) {
    // Whatever goes wrong elsewhere is nothing to show, for a while.
    return { outcome: error instanceof NotShown ? 'nothing' : 'failed', found: null };
  }
  const { host, site, title, description } = page;
  const picture = page.picture && (await storedPicture(parts, id, page.picture));
  if (title === null && description === null && !picture) return { outcome: 'nothing', found: null };
  return { outcome: 'shown', found: { host, site, title, description, picture } };
}

/** Draws it anew and stores that; null for what cannot be shown. */
async function storedPicture(
  { settings, blobs }: PageAskerParts,
  id: string,
  bytes: Uint8Array,
): Promise<FoundPage['picture']> {
  const staged = join(stagingFolder(settings), id);
  const drawn = `${staged}.thumbnail`;
  try {
    await writeFile(staged, bytes, { flag: 'wx', mode: 0o600 });
    const { width, height, size, placeholder } = await drawThumbnail(staged, drawn);
    await blobs.put(blobKey(id, 'preview'), drawn);
    return { width, height, size, placeholder };
  } catch (error) {
    if (error instanceof BadPicture) return null;
    throw error;
  } finally {
    for (const path of [staged, drawn]) await rm(path, { force: true });
  }
}
