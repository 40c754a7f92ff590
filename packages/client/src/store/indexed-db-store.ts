import type { Id } from '@nova/contract';
import type { DBSchema, IDBPDatabase } from 'idb';
import { openDB, wrap } from 'idb';
import { NovaClientError } from '../errors.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { DeviceStore, OutboxChange, Snapshot } from './device-store.ts';
import { isKept, snapshotsMax, surplusSnapshots } from './device-store.ts';

interface NovaDb extends DBSchema {
  outbox: { key: [Id, Id]; value: { account: Id; id: Id; entry: OutboxEntry } };
  snapshots: { key: [Id, Id]; value: Snapshot & { account: Id } };
  meta: { key: [Id, string]; value: { account: Id; key: string; value: string } };
  files: { key: [Id, Id]; value: { account: Id; id: Id; bytes: Blob; addedAtMs: number } };
}

const version = 2;
const stores = ['outbox', 'snapshots', 'meta', 'files'] as const;

/** All keys of one account: arrays sort after every text. */
function keysOf(account: Id): IDBKeyRange {
  return IDBKeyRange.bound([account], [account, []]);
}

/** The device of a browser: one IndexedDB database for all accounts. `strict`: a resolved write has reached the disk. */
export class IndexedDbStore implements DeviceStore {
  readonly #name: string;
  #early: Promise<IDBDatabase | null> | null;
  #opened: Promise<IDBPDatabase<NovaDb>> | null = null;

  /** `early`: a connection to it that somebody opened before there was anything to ask; taken over, or closed if it is of no use. */
  constructor(name = 'nova', early: Promise<IDBDatabase | null> | null = null) {
    this.#name = name;
    this.#early = early;
  }

  async loadOutbox(account: Id): Promise<OutboxEntry[]> {
    const rows = (await (await this.#kept())?.getAll('outbox', keysOf(account))) ?? [];
    return rows.map(({ entry }) => entry).toSorted((a, b) => a.order - b.order);
  }

  async writeOutbox(account: Id, change: OutboxChange): Promise<void> {
    const dropped = change.dropFiles ?? [];
    const names = dropped.length > 0 ? (['outbox', 'files'] as const) : (['outbox'] as const);
    const transaction = (await this.#db()).transaction<('outbox' | 'files')[], 'readwrite'>([...names], 'readwrite', {
      durability: 'strict',
    });
    const store = transaction.objectStore('outbox');
    const requests: Promise<unknown>[] = [transaction.done];
    try {
      for (const id of dropped) requests.push(transaction.objectStore('files').delete([account, id]));
      for (const id of change.remove) requests.push(store.delete([account, id]));
      for (const entry of change.put) requests.push(store.put({ account, id: entry.id, entry }));
    } catch (error) {
      // What was asked for before it must not happen without it.
      transaction.abort();
      await Promise.allSettled(requests);
      throw asStorageError(error);
    }
    await whole(requests);
  }

  async putFile(account: Id, fileId: Id, file: { bytes: Blob; addedAtMs: number }): Promise<void> {
    const transaction = (await this.#db()).transaction('files', 'readwrite', { durability: 'strict' });
    try {
      await whole([transaction.store.put({ account, id: fileId, ...file }), transaction.done]);
    } catch (error) {
      transaction.done.catch(() => {});
      throw error instanceof NovaClientError ? error : asStorageError(error);
    }
  }

  async getFile(account: Id, fileId: Id): Promise<Blob | null> {
    return (await (await this.#kept())?.get('files', [account, fileId]))?.bytes ?? null;
  }

  async pruneFiles(account: Id, which: { keep: readonly Id[]; addedBeforeMs: number }): Promise<void> {
    const transaction = (await this.#kept())?.transaction('files', 'readwrite');
    if (!transaction) return;
    const rows = await transaction.store.getAll(keysOf(account));
    const old = rows.filter(({ id, addedAtMs }) => addedAtMs < which.addedBeforeMs && !which.keep.includes(id));
    await whole([...old.map(({ id }) => transaction.store.delete([account, id])), transaction.done]);
  }

  async loadSnapshot(account: Id, conversationId: Id): Promise<Snapshot | null> {
    const row = await (await this.#kept())?.get('snapshots', [account, conversationId]);
    return row ? snapshotOfRow(row) : null;
  }

  async loadSnapshots(account: Id): Promise<Snapshot[]> {
    const rows = (await (await this.#kept())?.getAll('snapshots', keysOf(account))) ?? [];
    return rows.map(snapshotOfRow);
  }

  async saveSnapshot(account: Id, snapshot: Snapshot, how: 'advance' | 'replace'): Promise<void> {
    const transaction = (await this.#db()).transaction('snapshots', 'readwrite', { durability: 'strict' });
    const { store, done } = transaction;
    try {
      const there = how === 'advance' ? await store.get([account, snapshot.conversationId]) : null;
      if (!isKept(there, snapshot, how)) await store.put({ ...snapshot, account });
      // Reading all of them takes long, and there are rarely too many.
      if ((await store.count(keysOf(account))) > snapshotsMax) {
        const saved = await store.getAll(keysOf(account));
        await Promise.all(surplusSnapshots(saved).map((id) => store.delete([account, id])));
      }
      await done;
    } catch (error) {
      done.catch(() => {});
      throw asStorageError(error);
    }
  }

  async removeSnapshot(account: Id, conversationId: Id): Promise<void> {
    await (await this.#kept())?.delete('snapshots', [account, conversationId]);
  }

  async getMeta(account: Id, key: string): Promise<string | null> {
    return (await (await this.#kept())?.get('meta', [account, key]))?.value ?? null;
  }

  async setMeta(account: Id, key: string, value: string | null): Promise<void> {
    const db = await (value === null ? this.#kept() : this.#db());
    if (!db) return;
    const transaction = db.transaction('meta', 'readwrite');
    const { store } = transaction;
    try {
      const written = value === null ? store.delete([account, key]) : store.put({ account, key, value });
      // A page that is being left may not live to see the answer.
      transaction.commit();
      await whole([written, transaction.done]);
    } catch (error) {
      transaction.done.catch(() => {});
      throw error instanceof NovaClientError ? error : asStorageError(error);
    }
  }

  async clear(account: Id): Promise<void> {
    const transaction = (await this.#kept())?.transaction(stores, 'readwrite', { durability: 'strict' });
    if (!transaction) return;
    await whole([...stores.map((name) => transaction.objectStore(name).delete(keysOf(account))), transaction.done]);
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    (await opened)?.close();
  }

  /** What there is to read; `null`: the device has no room for a database and has none, so nothing was ever kept. */
  async #kept(): Promise<IDBPDatabase<NovaDb> | null> {
    try {
      return await this.#db();
    } catch (error) {
      const isFull = error instanceof NovaClientError && error.code === 'STORAGE_FULL';
      if (isFull && !(await isThere(this.#name))) return null;
      throw error;
    }
  }

  /** @throws NovaClientError STORAGE_FULL, STORAGE_FAILED; the next call tries again. */
  async #db(): Promise<IDBPDatabase<NovaDb>> {
    try {
      return await this.#open();
    } catch (error) {
      throw asStorageError(error);
    }
  }

  #open(): Promise<IDBPDatabase<NovaDb>> {
    const opened = this.#opened ?? this.#connect();
    this.#opened = opened;
    opened.catch(() => {
      if (this.#opened === opened) this.#opened = null;
    });
    return opened;
  }

  async #connect(): Promise<IDBPDatabase<NovaDb>> {
    const early = this.#early;
    this.#early = null;
    const db = await early;
    if (db?.version === version) {
      // As `openDB` minds them below.
      db.onversionchange = () => void this.close();
      db.onclose = () => {
        this.#opened = null;
      };
      return wrap(db) as IDBPDatabase<NovaDb>;
    }
    db?.close();
    return openDB<NovaDb>(this.#name, version, {
      upgrade(upgraded, from) {
        if (from < 2) upgraded.createObjectStore('files', { keyPath: ['account', 'id'] });
        if (from > 0) return;
        upgraded.createObjectStore('outbox', { keyPath: ['account', 'id'] });
        upgraded.createObjectStore('snapshots', { keyPath: ['account', 'conversationId'] });
        upgraded.createObjectStore('meta', { keyPath: ['account', 'key'] });
      },
      // A newer app wants to upgrade: let it, and open again when next needed.
      blocking: () => void this.close(),
      terminated: () => {
        this.#opened = null;
      },
    });
  }
}

/** Whether the browser has a database of this name, as far as it tells. */
async function isThere(name: string): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some((one) => one.name === name);
  } catch {
    return true;
  }
}

function snapshotOfRow(row: NovaDb['snapshots']['value']): Snapshot {
  const { account: _, ...snapshot } = row;
  return snapshot;
}

/** Waits for every request of a transaction, so that no failure of one goes unheard. */
async function whole(requests: readonly Promise<unknown>[]): Promise<void> {
  const failure = (await Promise.allSettled(requests)).find((result) => result.status === 'rejected');
  if (failure) throw asStorageError(failure.reason);
}

function asStorageError(error: unknown): NovaClientError {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return new NovaClientError(isFull ? 'STORAGE_FULL' : 'STORAGE_FAILED', { cause: error });
}
