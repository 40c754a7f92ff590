import type { Id } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import { NovaClientError } from '../errors.ts';
import { Listeners } from '../listeners.ts';
import type { Network } from '../network.ts';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import type { DeviceStore } from '../store/device-store.ts';
import type { Transport } from '../transport.ts';
import { NotSentError } from '../transport.ts';
import { uploadAll } from '../files/upload-all.ts';
import type { Uploader } from '../files/uploader.ts';
import { classify } from './classification.ts';
import type { Command, OutboxEntry, Receipt, ScheduleCommand } from './entry.ts';
import { commandOf, filesOf } from './entry.ts';
import type { OutboxEffect, OutboxInput, OutboxState } from './input.ts';
import { emptyOutbox } from './input.ts';
import { reduce } from './reduce.ts';

export interface OutboxRunnerOptions {
  /** The user's id. */
  readonly account: Id;
  readonly store: Pick<DeviceStore, 'loadOutbox' | 'writeOutbox'> &
    Partial<Pick<DeviceStore, 'getFile' | 'pruneFiles'>>;
  /** Without `schedule`, messages to be sent later wait. */
  readonly transport: Pick<Transport, 'perform'> & Partial<Pick<Transport, 'schedule'>>;
  /** The way for files; without it messages with files fail. */
  readonly uploader?: Uploader;
  /** Files that something else on the device needs. */
  readonly filesBeside?: () => Promise<readonly Id[]>;
  /** How many bytes of a file have left; null when it goes no more. */
  readonly onProgress?: (fileId: Id, sentBytes: number | null) => void;
  readonly platform: Platform;
  readonly network: Network;
  readonly report?: Report;
  /** A request without an answer for this long is given up (default 15,000). */
  readonly requestTimeoutMs?: number;
}

type StoreChange = Parameters<DeviceStore['writeOutbox']>[1];

const nothing: StoreChange = { put: [], remove: [], dropFiles: [] };
/** Files of no entry that are older are what a tab left behind that died between the two. */
const orphanMs = 3_600_000;
/** How long what the device could not take waits for the next change before it is tried by itself. */
const storeAgainMs = 2_000;

/** Two changes as one. */
function after(first: StoreChange, next: StoreChange): StoreChange {
  const changed = new Set([...next.put.map(({ id }) => id), ...next.remove]);
  return {
    put: [...first.put.filter(({ id }) => !changed.has(id)), ...next.put],
    remove: [...first.remove.filter((id) => !changed.has(id)), ...next.remove],
    dropFiles: [...(first.dropFiles ?? []), ...(next.dropFiles ?? [])],
  };
}

/**
 * The only place where the outbox meets a network, a disk and a clock. One of these runs per account and device (O6):
 * whoever makes it holds the lock. Inputs are handled one by one; what they change is durable before it is shown.
 */
export class OutboxRunner {
  readonly #options: OutboxRunnerOptions;
  readonly #listeners: Listeners<[readonly OutboxEntry[]]>;
  readonly #requests = new Map<Id, AbortController>();
  #state: OutboxState = emptyOutbox;
  #last: Promise<void> = Promise.resolve();
  /** What the device should hold and could not take: made up for with the next change, or after a while. */
  #owed: StoreChange = nothing;
  #cancelStoring: () => void = () => {};
  #cancelWake: () => void = () => {};
  #leaveNetwork: () => void = () => {};
  #stopped = false;

  constructor(options: OutboxRunnerOptions) {
    this.#options = options;
    this.#listeners = new Listeners(options.report);
  }

  /** The queue as it is on the device, oldest first; the array and its entries never change, they are replaced. */
  get entries(): readonly OutboxEntry[] {
    return this.#state.entries;
  }

  subscribe(listener: (entries: readonly OutboxEntry[]) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Reads the device and begins to send. Call once. @throws what the store throws. */
  async start(): Promise<void> {
    const { network, store, account } = this.#options;
    const entries = await store.loadOutbox(account);
    if (this.#stopped) return;
    this.#leaveNetwork = network.onChange((online) => void this.dispatch({ type: 'network', online }));
    this.#state = { entries: [], online: network.online() };
    await this.dispatch({ type: 'loaded', entries });
    void this.#prune(entries);
  }

  /**
   * Hands the queue an input; resolves when it is durable and shown.
   * @throws NovaClientError OUTBOX_FULL, STORAGE_FULL or STORAGE_FAILED for a person's wish that was not taken; CLOSED after `stop`.
   */
  dispatch(input: OutboxInput): Promise<void> {
    const turn = this.#last.then(() => this.#handle(input));
    this.#last = turn.catch(() => {});
    return isWish(input) ? turn : this.#last;
  }

  /** Sends nothing more and gives up on answers; the device keeps every entry. Idempotent. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#leaveNetwork();
    this.#cancelWake();
    this.#cancelStoring();
    for (const request of this.#requests.values()) request.abort();
    await this.#last;
  }

  async #handle(input: OutboxInput): Promise<void> {
    if (this.#stopped) throw new NovaClientError('CLOSED');
    const [next, effects] = reduce(this.#state, input, this.#options.platform.nowMs());
    if (effects.some(({ type }) => type === 'refuse')) throw new NovaClientError('OUTBOX_FULL');
    const persist = effects.find((effect) => effect.type === 'persist') ?? nothing;
    await this.#store(persist, isWish(input));
    if (this.#stopped) return;
    const before = this.#state.entries;
    this.#state = next;
    this.#tellFailures(before, next.entries);
    if (before !== next.entries) this.#listeners.tell(next.entries);
    for (const effect of effects) this.#act(effect);
  }

  /** A wish that cannot be stored is not taken; anything else has happened all the same. */
  async #store(change: StoreChange, isWish: boolean): Promise<void> {
    const { store, account, platform, report } = this.#options;
    const all = after(this.#owed, change);
    if (all.put.length + all.remove.length === 0) return;
    try {
      await store.writeOutbox(account, all);
      this.#owed = nothing;
    } catch (error) {
      report?.({ type: 'storageFailed', what: 'outbox', error });
      if (isWish)
        throw error instanceof NovaClientError ? error : new NovaClientError('STORAGE_FAILED', { cause: error });
      // Until then the older state on the device is safe to start from again.
      this.#owed = all;
      this.#cancelStoring();
      this.#cancelStoring = platform.after(storeAgainMs, () => void this.dispatch({ type: 'tick' }));
    }
  }

  #tellFailures(before: readonly OutboxEntry[], after: readonly OutboxEntry[]): void {
    const known = new Map(before.map((entry) => [entry.id, entry.state]));
    for (const { id, state, conversationId, work } of after) {
      if (state.type !== 'failed' || known.get(id)?.type === 'failed' || !known.has(id)) continue;
      this.#options.report?.({ type: 'entryFailed', conversationId, kind: work.kind, cause: state.reason });
    }
  }

  #act(effect: OutboxEffect): void {
    switch (effect.type) {
      case 'persist':
      case 'refuse':
        return;
      case 'abort':
        this.#requests.get(effect.id)?.abort();
        return;
      case 'upload':
        void this.#upload(effect.entry);
        return;
      case 'send':
        void this.#send(effect.entry);
        return;
      case 'wake': {
        this.#cancelWake();
        if (effect.atMs === null) return;
        const delayMs = Math.max(0, effect.atMs - this.#options.platform.nowMs());
        this.#cancelWake = this.#options.platform.after(delayMs, () => void this.dispatch({ type: 'tick' }));
        return;
      }
      default:
        effect satisfies never;
    }
  }

  /** What the device keeps of files that are in no entry; harmless when it fails. */
  async #prune(entries: readonly OutboxEntry[]): Promise<void> {
    const { store, account, platform, report, filesBeside } = this.#options;
    const addedBeforeMs = platform.nowMs() - orphanMs;
    try {
      const beside = (await filesBeside?.()) ?? [];
      const keep = [...entries.flatMap(filesOf).map(({ id }) => id), ...beside];
      await store.pruneFiles?.(account, { keep, addedBeforeMs });
    } catch (error) {
      report?.({ type: 'storageFailed', what: 'outbox', error });
    }
  }

  async #upload(entry: OutboxEntry): Promise<void> {
    const { account, store, uploader, platform, network, onProgress } = this.#options;
    if (entry.state.type !== 'uploading') return;
    const request = new AbortController();
    this.#requests.set(entry.id, request);
    const of = { id: entry.id, attempt: entry.state.attempt };
    const files = filesOf(entry);
    const bytesOf = (id: Id): Promise<Blob | null> => store.getFile?.(account, id) ?? Promise.resolve(null);
    const outcome = await uploadAll(files, { uploader, bytesOf, onProgress, signal: request.signal }).then(
      () => null,
      (error: unknown) => classify(error),
    );
    for (const { id } of files) onProgress?.(id, null);
    if (this.#requests.get(entry.id) === request) this.#requests.delete(entry.id);
    if (this.#stopped) return;
    if (outcome === null) return this.dispatch({ type: 'uploaded', ...of });
    const isCutOff = outcome.cause === 'NO_CONNECTION' && !network.online();
    // A file without its message is nothing: whatever came of it, the message has not landed.
    const verdict = { ...outcome, landed: 'no' as const, left: outcome.left && !isCutOff };
    await this.dispatch({ type: 'refused', ...of, verdict, chance: platform.random() });
  }

  async #send(entry: OutboxEntry): Promise<void> {
    const { transport, platform, network, requestTimeoutMs: ms = requestTimeoutMs } = this.#options;
    const command = commandOf(entry);
    if (!command || entry.state.type !== 'sending') return;
    const request = new AbortController();
    this.#requests.set(entry.id, request);
    const of = { id: entry.id, attempt: entry.state.attempt };
    const { signal } = request;
    const outcome = await within({ platform, ms, signal }, (either) => performed(transport, command, either)).then(
      (receipt) => ({ receipt }),
      (error: unknown) => classify(error),
    );
    if (this.#requests.get(entry.id) === request) this.#requests.delete(entry.id);
    if (this.#stopped) return;
    if ('receipt' in outcome) {
      await this.dispatch({ type: 'succeeded', ...of, receipt: outcome.receipt });
      return;
    }
    // Cut off by going offline: that is not the message's fault, it burns no attempt (O2).
    const verdict = outcome.cause === 'NO_CONNECTION' && !network.online() ? { ...outcome, left: false } : outcome;
    await this.dispatch({ type: 'refused', ...of, verdict, chance: platform.random() });
  }
}

function performed(
  transport: OutboxRunnerOptions['transport'],
  command: Command | ScheduleCommand,
  signal: AbortSignal,
): Promise<Receipt> {
  if (command.kind !== 'schedule') return transport.perform(command, signal);
  return transport.schedule?.(command.input, signal) ?? Promise.reject(new NotSentError());
}

/** Whether somebody waits to hear that it was taken; the rest is news, which is taken in any case. */
function isWish(input: OutboxInput): boolean {
  switch (input.type) {
    case 'add':
    case 'retry':
    case 'editAndRetry':
    case 'discard':
    case 'sendAll':
    case 'loaded':
      return true;
    case 'applied':
    case 'network':
    case 'tick':
    case 'uploaded':
    case 'succeeded':
    case 'refused':
      return false;
    default:
      return input satisfies never;
  }
}
