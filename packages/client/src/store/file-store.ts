import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '@nova/contract';
import { NovaClientError } from '../errors.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { DeviceStore, OutboxChange, Snapshot } from './device-store.ts';
import { isKept, surplusSnapshots } from './device-store.ts';
import { lockDirectory } from './directory-lock.ts';
import { JournalFile, readIfThere, replaceFile } from './journal-file.ts';

interface OutboxRecord {
  readonly put: readonly OutboxEntry[];
  readonly remove: readonly Id[];
}

interface SavedSnapshot {
  readonly conversationId: Id;
  readonly savedAtMs: number;
}

interface OpenOutbox {
  readonly file: JournalFile;
  readonly entries: Map<Id, OutboxEntry>;
  records: number;
}

/** A journal is rewritten when it holds this many records more than entries. */
const compactAfter = 200;

/**
 * The device of a program on Node: one directory, for one process at a time. Each account has a folder with an
 * append-only outbox and one file per snapshot, all readable by their owner only. A kill at any byte leaves the state
 * before or after a write, never between.
 */
export class FileStore implements DeviceStore {
  readonly #directory: string;
  readonly #unlock: () => void;
  readonly #outboxes = new Map<Id, OpenOutbox>();
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** @throws NovaClientError STORE_IN_USE when another process, or another store of this one, has the directory. */
  constructor(directory: string) {
    this.#directory = directory;
    this.#unlock = lockDirectory(directory);
  }

  loadOutbox(account: Id): Promise<OutboxEntry[]> {
    return this.#inTurn(async () => {
      const { entries } = await this.#outbox(account);
      return structuredClone([...entries.values()]).toSorted((a, b) => a.order - b.order);
    });
  }

  writeOutbox(account: Id, change: OutboxChange): Promise<void> {
    return this.#inTurn(async () => {
      const outbox = await this.#outbox(account);
      const record: OutboxRecord = { put: change.put, remove: change.remove };
      await outbox.file.append(record);
      applyRecord(outbox.entries, structuredClone(record));
      // What a kill leaves of them is pruned.
      for (const id of change.dropFiles ?? []) await rm(this.#filePath(account, id), { force: true });
      if (++outbox.records <= outbox.entries.size + compactAfter) return;
      const whole: OutboxRecord = { put: [...outbox.entries.values()], remove: [] };
      // The journal is good as it is; a failed rewrite is tried again with the next write.
      await outbox.file.rewrite([whole]).then(
        () => (outbox.records = 1),
        () => null,
      );
    });
  }

  putFile(account: Id, fileId: Id, { bytes }: { bytes: Blob }): Promise<void> {
    return this.#inTurn(async () => {
      await mkdir(join(await this.#folder(account), 'files'), { recursive: true, mode: 0o700 });
      await replaceFile(this.#filePath(account, fileId), bytes.stream());
    });
  }

  getFile(account: Id, fileId: Id): Promise<Blob | null> {
    return this.#inTurn(async () => {
      const path = this.#filePath(account, fileId);
      return (await stat(path).catch(() => null)) ? openAsBlob(path) : null;
    });
  }

  /** By the time of the file, which is that of this machine as `addedAtMs` is. */
  pruneFiles(account: Id, { keep, addedBeforeMs }: { keep: readonly Id[]; addedBeforeMs: number }): Promise<void> {
    return this.#inTurn(async () => {
      const folder = join(this.#path(account), 'files');
      const kept = new Set(keep.map((id) => this.#filePath(account, id)));
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name);
        if (!kept.has(path) && (await stat(path)).mtimeMs < addedBeforeMs) await rm(path, { force: true });
      }
    });
  }

  loadSnapshot(account: Id, conversationId: Id): Promise<Snapshot | null> {
    return this.#inTurn(async () => parsed<Snapshot>(await readIfThere(this.#snapshotPath(account, conversationId))));
  }

  loadSnapshots(account: Id): Promise<Snapshot[]> {
    return this.#inTurn(async () => {
      const index = parsed<SavedSnapshot[]>(await readIfThere(join(this.#path(account), 'snapshots.json'))) ?? [];
      const texts = await Promise.all(
        index.map(({ conversationId }) => readIfThere(this.#snapshotPath(account, conversationId))),
      );
      return texts.flatMap((text) => parsed<Snapshot>(text) ?? []);
    });
  }

  saveSnapshot(account: Id, snapshot: Snapshot, how: 'advance' | 'replace'): Promise<void> {
    return this.#inTurn(async () => {
      const folder = await this.#folder(account);
      const path = this.#snapshotPath(account, snapshot.conversationId);
      if (how === 'advance' && isKept(parsed<Snapshot>(await readIfThere(path)), snapshot, how)) return;
      await replaceFile(path, JSON.stringify(snapshot));
      const indexPath = join(folder, 'snapshots.json');
      const index = parsed<SavedSnapshot[]>(await readIfThere(indexPath)) ?? [];
      const { conversationId, savedAtMs } = snapshot;
      const saved = [
        ...index.filter((other) => other.conversationId !== conversationId),
        { conversationId, savedAtMs },
      ];
      const surplus = surplusSnapshots(saved);
      for (const id of surplus) await rm(this.#snapshotPath(account, id), { force: true });
      await replaceFile(indexPath, JSON.stringify(saved.filter((other) => !surplus.includes(other.conversationId))));
    });
  }

  removeSnapshot(account: Id, conversationId: Id): Promise<void> {
    return this.#inTurn(() => rm(this.#snapshotPath(account, conversationId), { force: true }));
  }

  getMeta(account: Id, key: string): Promise<string | null> {
    return this.#inTurn(async () => (await this.#meta(account))[key] ?? null);
  }

  setMeta(account: Id, key: string, value: string | null): Promise<void> {
    return this.#inTurn(async () => {
      const { [key]: _, ...others } = await this.#meta(account);
      const meta = value === null ? others : { ...others, [key]: value };
      await replaceFile(join(await this.#folder(account), 'meta.json'), JSON.stringify(meta));
    });
  }

  clear(account: Id): Promise<void> {
    return this.#inTurn(async () => {
      await this.#outboxes.get(account)?.file.remove();
      this.#outboxes.delete(account);
      await rm(this.#path(account), { recursive: true, force: true });
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#last;
    for (const { file } of this.#outboxes.values()) await file.close();
    this.#unlock();
  }

  /** One file operation after the other: order is part of the promise. */
  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(new NovaClientError('CLOSED'));
    const turn = this.#last.then(step).catch((error: unknown) => {
      throw asStorageError(error);
    });
    this.#last = turn.catch(() => null);
    return turn;
  }

  async #outbox(account: Id): Promise<OpenOutbox> {
    const known = this.#outboxes.get(account);
    if (known) return known;
    const file = new JournalFile(join(await this.#folder(account), 'outbox.log'));
    const records = (await file.read()) as OutboxRecord[];
    const entries = new Map<Id, OutboxEntry>();
    for (const record of records) applyRecord(entries, record);
    const opened = { file, entries, records: records.length };
    this.#outboxes.set(account, opened);
    return opened;
  }

  async #meta(account: Id): Promise<Record<string, string>> {
    return parsed<Record<string, string>>(await readIfThere(join(this.#path(account), 'meta.json'))) ?? {};
  }

  /** Names made of hashes: whatever an id holds, it cannot leave the directory. */
  #path(account: Id): string {
    return join(this.#directory, account === '' ? 'device' : `account-${hashed(account)}`);
  }

  #snapshotPath(account: Id, conversationId: Id): string {
    return join(this.#path(account), `conversation-${hashed(conversationId)}.json`);
  }

  #filePath(account: Id, fileId: Id): string {
    return join(this.#path(account), 'files', hashed(fileId));
  }

  async #folder(account: Id): Promise<string> {
    const path = this.#path(account);
    await mkdir(path, { recursive: true, mode: 0o700 });
    return path;
  }
}

function applyRecord(entries: Map<Id, OutboxEntry>, record: OutboxRecord): void {
  for (const id of record.remove) entries.delete(id);
  for (const entry of record.put) entries.set(entry.id, entry);
}

function hashed(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}

/** Files are replaced whole, so one that is no JSON was spoiled from outside: as good as none. */
function parsed<T>(text: string | null): T | null {
  try {
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

function asStorageError(error: unknown): NovaClientError {
  if (error instanceof NovaClientError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return new NovaClientError(isFull ? 'STORAGE_FULL' : 'STORAGE_FAILED', { cause: error });
}
