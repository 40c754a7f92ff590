import type { LogEntry } from '@nova/contract';
import type { AppendOutcome, EventStream, StreamRange, Wake } from '../ports.ts';

interface MemoryWindow {
  /** The newest `seq` it ever held, erased or not. */
  last: number;
  readonly entries: Map<number, LogEntry>;
}

/** What several nodes of a simulation share: a Redis without a network. A window's name is `<epoch>/<conversation>`. */
export class MemoryRedis {
  readonly #windows = new Map<string, MemoryWindow>();
  readonly #nodes = new Set<(wake: Wake, epoch: string | null) => void>();

  /** Loses everything (R4). */
  wipe(): void {
    this.#windows.clear();
  }

  /** The state as it is now; the returned function brings it back, as a failover to an older replica does (R4). */
  snapshot(): () => void {
    const saved = [...this.#windows].map(([name, { last, entries }]) => [name, last, new Map(entries)] as const);
    return () => {
      this.#windows.clear();
      for (const [name, last, entries] of saved) this.#windows.set(name, { last, entries: new Map(entries) });
    };
  }

  window(name: string): MemoryWindow | undefined {
    return this.#windows.get(name);
  }

  open(name: string): MemoryWindow {
    const window = this.#windows.get(name) ?? { last: -1, entries: new Map<number, LogEntry>() };
    this.#windows.set(name, window);
    return window;
  }

  join(node: (wake: Wake, epoch: string | null) => void): void {
    this.#nodes.add(node);
  }

  /** Tells every node; a test may tell what was never published, of no epoch. */
  wake(wake: Wake, epoch: string | null = null): void {
    for (const node of this.#nodes) node(wake, epoch);
  }
}

/** The same promises as Redis Streams, in memory: proven by the same contract suite. */
export class MemoryEventStream implements EventStream {
  readonly #redis: MemoryRedis;
  readonly #keepEntries: number;
  readonly #epoch: () => string;
  readonly #watched = new Set<string>();
  #listener: (wake: Wake) => void = () => {};

  /** Without an epoch the names are the conversations'. */
  constructor(redis: MemoryRedis, keepEntries: number, epoch: () => string = () => '') {
    this.#redis = redis;
    this.#keepEntries = keepEntries;
    this.#epoch = epoch;
    redis.join((wake, of) => {
      if (wake.type !== 'unsure' && !this.#watched.has(wake.conversationId)) return;
      this.#listener(of === null || of === this.epoch ? wake : { type: 'unsure' });
    });
  }

  get epoch(): string {
    return this.#epoch();
  }

  append(conversationId: string, entries: readonly LogEntry[]): Promise<AppendOutcome> {
    const held = this.#window(conversationId);
    const first = entries[0]?.seq ?? 0;
    if (held && first > held.last + 1) return Promise.resolve({ kind: 'hole', last: held.last });
    const window = this.#redis.open(this.#name(conversationId));
    for (const entry of entries) {
      if (entry.seq <= window.last) continue;
      window.entries.set(entry.seq, entry);
      window.last = entry.seq;
      for (const seq of entry.erases ?? []) window.entries.delete(seq);
    }
    this.#redis.wake({ type: 'reached', conversationId, seq: window.last }, this.epoch);
    return Promise.resolve({ kind: 'ok', last: window.last });
  }

  erase(conversationId: string, seqs: readonly number[]): Promise<void> {
    if (seqs.length === 0) return Promise.resolve();
    const window = this.#window(conversationId);
    for (const seq of seqs) window?.entries.delete(seq);
    this.#redis.wake({ type: 'erased', conversationId, seqs }, this.epoch);
    return Promise.resolve();
  }

  read(conversationId: string, { afterSeq, limit, knowsSeq }: StreamRange): Promise<readonly LogEntry[]> {
    const found: LogEntry[] = [];
    const window = this.#window(conversationId);
    if (!window || window.last < knowsSeq) return Promise.resolve(found);
    for (let seq = afterSeq + 1; found.length < limit; seq++) {
      const entry = window.entries.get(seq);
      if (!entry) break;
      found.push(entry);
    }
    return Promise.resolve(found);
  }

  trim(conversationId: string): Promise<void> {
    const entries = this.#window(conversationId)?.entries ?? new Map<number, LogEntry>();
    for (const seq of entries.keys()) {
      if (entries.size <= this.#keepEntries) break;
      entries.delete(seq);
    }
    return Promise.resolve();
  }

  watch(conversationId: string): Promise<void> {
    this.#watched.add(conversationId);
    return Promise.resolve();
  }

  unwatch(conversationId: string): void {
    this.#watched.delete(conversationId);
  }

  onWake(listener: (wake: Wake) => void): void {
    this.#listener = listener;
  }

  #window(conversationId: string): MemoryWindow | undefined {
    return this.#redis.window(this.#name(conversationId));
  }

  #name(conversationId: string): string {
    return this.epoch === '' ? conversationId : `${this.epoch}/${conversationId}`;
  }
}
