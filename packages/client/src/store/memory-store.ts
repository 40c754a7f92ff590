import type { Id } from '@nova/contract';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { DeviceStore, OutboxChange, Snapshot } from './device-store.ts';
import { isKept, surplusSnapshots } from './device-store.ts';

interface Shelf {
  readonly outbox: Map<Id, OutboxEntry>;
  readonly snapshots: Map<Id, Snapshot>;
  readonly meta: Map<string, string>;
  readonly files: Map<Id, { readonly bytes: Blob; readonly addedAtMs: number }>;
}

/** A device that forgets when the program ends: for programs that want no disk, and as the device of a simulated one. */
export class MemoryStore implements DeviceStore {
  readonly #shelves = new Map<Id, Shelf>();

  #shelf(account: Id): Shelf {
    const empty = { outbox: new Map(), snapshots: new Map(), meta: new Map(), files: new Map() };
    const known = this.#shelves.get(account) ?? empty;
    this.#shelves.set(account, known);
    return known;
  }

  loadOutbox(account: Id): Promise<OutboxEntry[]> {
    const entries = [...this.#shelf(account).outbox.values()].toSorted((a, b) => a.order - b.order);
    return Promise.resolve(structuredClone(entries));
  }

  writeOutbox(account: Id, change: OutboxChange): Promise<void> {
    const { outbox, files } = this.#shelf(account);
    for (const id of change.dropFiles ?? []) files.delete(id);
    for (const id of change.remove) outbox.delete(id);
    for (const entry of change.put) outbox.set(entry.id, structuredClone(entry));
    return Promise.resolve();
  }

  putFile(account: Id, fileId: Id, file: { bytes: Blob; addedAtMs: number }): Promise<void> {
    this.#shelf(account).files.set(fileId, file);
    return Promise.resolve();
  }

  getFile(account: Id, fileId: Id): Promise<Blob | null> {
    return Promise.resolve(this.#shelf(account).files.get(fileId)?.bytes ?? null);
  }

  pruneFiles(account: Id, { keep, addedBeforeMs }: { keep: readonly Id[]; addedBeforeMs: number }): Promise<void> {
    const { files } = this.#shelf(account);
    for (const [id, { addedAtMs }] of files) if (addedAtMs < addedBeforeMs && !keep.includes(id)) files.delete(id);
    return Promise.resolve();
  }

  loadSnapshot(account: Id, conversationId: Id): Promise<Snapshot | null> {
    return Promise.resolve(structuredClone(this.#shelf(account).snapshots.get(conversationId) ?? null));
  }

  loadSnapshots(account: Id): Promise<Snapshot[]> {
    return Promise.resolve(structuredClone([...this.#shelf(account).snapshots.values()]));
  }

  saveSnapshot(account: Id, snapshot: Snapshot, how: 'advance' | 'replace'): Promise<void> {
    const { snapshots } = this.#shelf(account);
    if (isKept(snapshots.get(snapshot.conversationId), snapshot, how)) return Promise.resolve();
    // What it is made of is never changed, only replaced: whoever reads it is given a copy.
    snapshots.set(snapshot.conversationId, snapshot);
    for (const id of surplusSnapshots([...snapshots.values()])) snapshots.delete(id);
    return Promise.resolve();
  }

  removeSnapshot(account: Id, conversationId: Id): Promise<void> {
    this.#shelf(account).snapshots.delete(conversationId);
    return Promise.resolve();
  }

  getMeta(account: Id, key: string): Promise<string | null> {
    return Promise.resolve(this.#shelf(account).meta.get(key) ?? null);
  }

  setMeta(account: Id, key: string, value: string | null): Promise<void> {
    if (value === null) this.#shelf(account).meta.delete(key);
    else this.#shelf(account).meta.set(key, value);
    return Promise.resolve();
  }

  clear(account: Id): Promise<void> {
    this.#shelves.delete(account);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
