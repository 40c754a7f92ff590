import type { Id } from '@nova/contract';
import type { NewFile } from '../files/keep-files.ts';
import { Listeners } from '../listeners.ts';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import type { DeviceStore } from '../store/device-store.ts';
import type { Kept } from '../store/kept.ts';
import type { BroadcastPort, Channel } from '../tabs/tab-ports.ts';

/** A file that waits to be sent with what is being written; the same object until something of it changes. */
export interface TrayFile extends NewFile {
  readonly id: Id;
}

type Facts = Omit<TrayFile, 'bytes'>;

/** What the device remembers of trays; the bytes lie beside it, under the ids of the files. */
export type KeptTrays = Readonly<Record<string, readonly Facts[]>>;

export interface TraysOptions {
  readonly account: Id;
  readonly store: Pick<DeviceStore, 'putFile' | 'getFile' | 'writeOutbox'>;
  readonly kept: Kept<KeptTrays>;
  /** Files that entries of the outbox need: what leaves a tray to be sent stays on the device. */
  readonly outgoing: () => readonly Id[];
  readonly broadcast: BroadcastPort;
  readonly platform: Platform;
  readonly report: Report;
}

interface TabMessage {
  readonly key: string;
  readonly files: readonly Facts[];
}

const none: readonly TrayFile[] = [];
/** What left a tray may be on its way into the outbox for so long. */
const dropAfterMs = 10_000;

/**
 * The files that go with what is being written, by `Talkable.draftKey`: on the device until they are sent or taken out,
 * over a reload, the same in all tabs. What the device cannot take is there for as long as the tab is.
 */
export class Trays {
  readonly #options: TraysOptions;
  readonly #listeners = new Listeners();
  readonly #channel: Channel;
  readonly #trays = new Map<string, readonly TrayFile[]>();
  /** Changed in this opening: what the device remembers of them is older. */
  readonly #touched = new Set<string>();
  readonly #drops = new Set<() => void>();
  #all: ReadonlyMap<string, readonly TrayFile[]> | null = null;
  #storing: Promise<void> = Promise.resolve();
  #closing: 'keep' | 'erase' | null = null;

  constructor(options: TraysOptions) {
    this.#options = options;
    this.#channel = options.broadcast.open(`nova-trays.1:${options.account}`, (message) => {
      const { key, files } = message as TabMessage;
      this.#touched.add(key);
      void this.#take(key, files);
    });
  }

  /** Reads the device. Call once. Never rejects. */
  async start(): Promise<void> {
    const kept = (await this.#options.kept.load()) ?? {};
    for (const [key, files] of Object.entries(kept)) if (!this.#touched.has(key)) await this.#take(key, files);
  }

  /** The same array until it changes. */
  files(key: string): readonly TrayFile[] {
    return this.#trays.get(key) ?? none;
  }

  /** Those that hold something, by their keys; the same map until one changes. */
  get all(): ReadonlyMap<string, readonly TrayFile[]> {
    this.#all ??= new Map(this.#trays);
    return this.#all;
  }

  set(key: string, files: readonly TrayFile[]): void {
    const before = this.files(key);
    this.#touched.add(key);
    this.#show(key, files);
    const known = new Set(before.map(({ id }) => id));
    const fresh = files.filter(({ id }) => !known.has(id));
    const left = new Set(files.map(({ id }) => id));
    const gone = before.flatMap(({ id }) => (left.has(id) ? [] : [id]));
    const isMoved = fresh.length + gone.length > 0;
    this.#storing = this.#storing.then(() => this.#store(key, fresh, isMoved));
    if (gone.length > 0) this.#dropLater(gone);
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Idempotent. */
  async close(how: 'keep' | 'erase'): Promise<void> {
    this.#closing = how;
    this.#channel.close();
    for (const cancel of this.#drops) cancel();
    this.#listeners.clear();
    await this.#storing;
    await this.#options.kept.close(how);
  }

  /** What is said of a file with every key is kept a little later than the file. */
  async #store(key: string, fresh: readonly TrayFile[], isMoved: boolean): Promise<void> {
    const { store, account, platform, kept, report } = this.#options;
    if (this.#closing === 'erase') return;
    try {
      for (const { id, bytes } of fresh) await store.putFile(account, id, { bytes, addedAtMs: platform.nowMs() });
      kept.save(Object.fromEntries([...this.#trays].map(([place, files]) => [place, files.map(factsOf)])));
      if (isMoved) await kept.flush();
      this.#channel.post({ key, files: this.files(key).map(factsOf) } satisfies TabMessage);
    } catch (error) {
      report({ type: 'storageFailed', what: 'meta', error });
    }
  }

  /** What another tab or an earlier opening has put there, as far as its bytes are. */
  async #take(key: string, facts: readonly Facts[]): Promise<void> {
    const { store, account, report } = this.#options;
    const here = new Map(this.files(key).map((file) => [file.id, file.bytes]));
    try {
      const files = await Promise.all(
        facts.map(async (file) => ({ ...file, bytes: here.get(file.id) ?? (await store.getFile(account, file.id)) })),
      );
      if (this.#closing === null)
        this.#show(
          key,
          files.flatMap(({ bytes, ...file }) => (bytes ? [{ ...file, bytes }] : [])),
        );
    } catch (error) {
      report({ type: 'storageFailed', what: 'meta', error });
    }
  }

  #show(key: string, files: readonly TrayFile[]): void {
    if (files.length > 0) this.#trays.set(key, files);
    else this.#trays.delete(key);
    this.#all = null;
    this.#listeners.tell();
  }

  #dropLater(ids: readonly Id[]): void {
    const { store, account, platform, outgoing } = this.#options;
    const cancel = platform.after(dropAfterMs, () => {
      this.#drops.delete(cancel);
      // After it was put there, however long that takes.
      this.#storing = this.#storing.then(async () => {
        const needed = new Set([...outgoing(), ...[...this.#trays.values()].flat().map(({ id }) => id)]);
        const dropFiles = ids.filter((id) => !needed.has(id));
        // What cannot be taken off now is pruned when the app is opened next.
        if (dropFiles.length > 0) await store.writeOutbox(account, { put: [], remove: [], dropFiles }).catch(() => {});
      });
    });
    this.#drops.add(cancel);
  }
}

function factsOf({ bytes: _bytes, ...facts }: TrayFile): Facts {
  return facts;
}
