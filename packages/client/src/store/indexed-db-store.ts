import type { Id } from '@nova/contract';
import type { DBSchema, IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import { NovaClientError } from '../errors.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { DeviceStore, Snapshot } from './device-store.ts';
import { isKept, snapshotsMax, surplusSnapshots } from './device-store.ts';

interface NovaDb extends DBSchema {
  outbox: { key: [Id, Id]; value: { account: Id; id: Id; entry: OutboxEntry } };
  snapshots: { key: [Id, Id]; value: Snapshot & { account: Id } };
  meta: { key: [Id, string]; value: { account: Id; key: string; value: string } };
}

const stores = ['outbox', 'snapshots', 'meta'] as const;

/** All keys of one account: arrays sort after every text. */
function keysOf(account: Id): IDBKeyRange {
  return IDBKeyRange.bound([account], [account, []]);
}

/** The device of a browser: one IndexedDB database for all accounts. `strict`: a resolved write has reached the disk. */
export class IndexedDbStore implements DeviceStore {
  readonly #name: string;
  #opened: Promise<IDBPDatabase<NovaDb>> | null = null;

  constructor(name = 'nova') {
    this.#name = name;
  }

  async loadOutbox(account: Id): Promise<OutboxEntry[]> {
    const rows = await (await this.#db()).getAll('outbox', keysOf(account));
    return rows.map(({ entry }) => entry).toSorted((a, b) => a.order - b.order);
  }

  async writeOutbox(account: Id, change: { put: readonly OutboxEntry[]; remove: readonly Id[] }): Promise<void> {
    const transaction = (await this.#db()).transaction('outbox', 'readwrite', { durability: 'strict' });
    const { store, done } = transaction;
    const requests: Promise<unknown>[] = [done];
    try {
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

  async loadSnapshot(account: Id, conversationId: Id): Promise<Snapshot | null> {
    const row = await (await this.#db()).get('snapshots', [account, conversationId]);
    return row ? snapshotOfRow(row) : null;
  }

  async loadSnapshots(account: Id): Promise<Snapshot[]> {
    const rows = await (await this.#db()).getAll('snapshots', keysOf(account));
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
    await (await this.#db()).delete('snapshots', [account, conversationId]);
  }

  async getMeta(account: Id, key: string): Promise<string | null> {
    return (await (await this.#db()).get('meta', [account, key]))?.value ?? null;
  }

  async setMeta(account: Id, key: string, value: string | null): Promise<void> {
    const db = await this.#db();
    await whole([value === null ? db.delete('meta', [account, key]) : db.put('meta', { account, key, value })]);
  }

  async clear(account: Id): Promise<void> {
    const transaction = (await this.#db()).transaction(stores, 'readwrite', { durability: 'strict' });
    await whole([...stores.map((name) => transaction.objectStore(name).delete(keysOf(account))), transaction.done]);
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    (await opened)?.close();
  }

  #db(): Promise<IDBPDatabase<NovaDb>> {
    const opened =
      this.#opened ??
      openDB<NovaDb>(this.#name, 1, {
        upgrade(db) {
          db.createObjectStore('outbox', { keyPath: ['account', 'id'] });
          db.createObjectStore('snapshots', { keyPath: ['account', 'conversationId'] });
          db.createObjectStore('meta', { keyPath: ['account', 'key'] });
        },
        // A newer app wants to upgrade: let it, and open again when next needed.
        blocking: () => void this.close(),
        terminated: () => {
          this.#opened = null;
        },
      });
    this.#opened = opened;
    opened.catch(() => {
      if (this.#opened === opened) this.#opened = null;
    });
    return opened;
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
