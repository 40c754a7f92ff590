import type { LogEntry } from '@nova/contract';
import type { Platform } from '../platform.ts';
import type { AppendOutcome, Commit, DeliveryMeter, EventLog, EventStream, OutboxTable } from '../ports.ts';

export interface RelayOptions {
  readonly log: EventLog;
  readonly stream: EventStream;
  readonly outbox: OutboxTable;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  /** Told of everything that was appended, before its outbox rows are removed; when it rejects, it is told again. */
  readonly announce?: (entries: readonly LogEntry[]) => Promise<void>;
  /** Published outbox rows are removed together, this long after the first. */
  readonly removeAfterMs: number;
  /** Events waiting for Redis in memory, at most; the sweeper publishes what is refused here. */
  readonly maxQueued: number;
  /** One append, and one read that fills a hole, holds at most so many events. */
  readonly appendEntries: number;
  /** A stream is trimmed when it passes a multiple of this (R3). */
  readonly trimEvery: number;
}

export const relayDefaults = { removeAfterMs: 100, maxQueued: 20_000, appendEntries: 500, trimEvery: 100 } as const;

interface Target {
  readonly conversationId: string;
  readonly epoch: string;
}

interface Lane {
  waiting: Commit[];
  busy: boolean;
}

/**
 * Publishes what was committed: from the commit to the stream, in order, as one append per conversation and
 * batch; what is committed while an append is under way rides in the next one. Nothing waits for it (W7),
 * and what it loses the sweeper finds in the outbox (R2).
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #lanes = new Map<string, Lane>();
  #queued = 0;
  #published: string[] = [];
  #removal: (() => void) | null = null;
  #idle: (() => void)[] = [];

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  /** Commits accepted and not yet appended. */
  get queuedEvents(): number {
    return this.#queued;
  }

  /** Takes commits to publish. Returns at once, never throws. */
  publish(commits: readonly Commit[]): void {
    for (const commit of commits) {
      if (this.#queued + commit.entries.length > this.#options.maxQueued) continue;
      this.#queued += commit.entries.length;
      let lane = this.#lanes.get(commit.conversationId);
      if (!lane) {
        lane = { waiting: [], busy: false };
        this.#lanes.set(commit.conversationId, lane);
      }
      lane.waiting.push(commit);
      if (!lane.busy) void this.#run(commit.conversationId, lane);
    }
  }

  /**
   * Publishes `firstSeq` to `lastSeq` from the log, as the sweeper does; resolves when the stream has them.
   * Rejects when the stream or the log cannot be reached. Idempotent.
   */
  async publishFromLog(conversationId: string, firstSeq: number, lastSeq: number): Promise<void> {
    const { log, stream, appendEntries } = this.#options;
    const { epoch } = stream;
    let at = firstSeq - 1;
    while (at < lastSeq) {
      const entries = await log.read(conversationId, at, Math.min(appendEntries, lastSeq - at));
      const last = entries.at(-1);
      if (!last) return;
      await this.#append({ conversationId, epoch }, entries);
      at = last.seq;
    }
  }

  /** Resolves when everything taken so far was tried, and the rows of what was published are removed. */
  async drain(): Promise<void> {
    if (this.#queued > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
    await this.#removePublished();
  }

  async #run(conversationId: string, lane: Lane): Promise<void> {
    lane.busy = true;
    for (let [first] = lane.waiting; first; [first] = lane.waiting) {
      const { epoch } = first;
      const commits = lane.waiting.filter((commit) => commit.epoch === epoch);
      lane.waiting = lane.waiting.filter((commit) => commit.epoch !== epoch);
      const entries = commits.flatMap((commit) => commit.entries);
      // Answers of two transactions may arrive in either order.
      if (commits.length > 1) entries.sort((a, b) => a.seq - b.seq);
      try {
        await this.#append({ conversationId, epoch }, entries);
        this.#remove(commits.map((commit) => commit.outboxId));
      } catch (error) {
        // The rows stay in the outbox: the sweeper tries again.
        this.#options.meter.failed('append', error);
      }
      this.#queued -= entries.length;
    }
    this.#lanes.delete(conversationId);
    if (this.#queued === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Appends contiguous runs, and whatever the stream lacks before them (R1). */
  async #append(to: Target, entries: readonly LogEntry[]): Promise<void> {
    for (const run of runsOf(entries, this.#options.appendEntries)) {
      const beforeSeq = (run[0]?.seq ?? 0) - 1;
      for (let done = await this.#send(to, run); done.kind === 'hole'; done = await this.#send(to, run))
        await this.#fill(to, done.last, beforeSeq);
      await this.#options.announce?.(run);
    }
  }

  /** Appends what lies between, piece by piece; returns early when the stream went back meanwhile. */
  async #fill(to: Target, lastSeq: number, untilSeq: number): Promise<void> {
    for (let at = lastSeq; at < untilSeq; ) {
      const limit = Math.min(this.#options.appendEntries, untilSeq - at);
      const missing = await this.#options.log.read(to.conversationId, at, limit);
      if (missing.length === 0) throw new Error(`the log of ${to.conversationId} ends at ${at}, before ${untilSeq}`);
      this.#options.meter.holeFilled(missing.length);
      const outcome = await this.#send(to, missing);
      if (outcome.kind === 'hole') return;
      at = outcome.last;
    }
  }

  /** One append. What belongs to another epoch must not get into the stream of this one (D9). */
  async #send({ conversationId, epoch }: Target, run: readonly LogEntry[]): Promise<AppendOutcome> {
    const { stream } = this.#options;
    if (stream.epoch !== epoch) throw new Error(`the log was restored: its epoch is no longer ${epoch}`);
    const outcome = await stream.append(conversationId, run);
    if (outcome.kind === 'ok') this.#trim(conversationId, run);
    return outcome;
  }

  #trim(conversationId: string, run: readonly LogEntry[]): void {
    const every = this.#options.trimEvery;
    const first = run[0]?.seq ?? 0;
    const last = run.at(-1)?.seq ?? 0;
    if (Math.floor(last / every) === Math.floor((first - 1) / every)) return;
    this.#options.meter.trimmed();
    this.#options.stream.trim(conversationId).catch((error: unknown) => {
      this.#options.meter.failed('trim', error);
    });
  }

  #remove(ids: readonly string[]): void {
    this.#published.push(...ids);
    this.#removal ??= this.#options.platform.after(this.#options.removeAfterMs, () => void this.#removePublished());
  }

  async #removePublished(): Promise<void> {
    this.#removal?.();
    this.#removal = null;
    const ids = this.#published.splice(0);
    if (ids.length === 0) return;
    try {
      await this.#options.outbox.remove(ids);
    } catch (error) {
      // They are published twice then, which changes nothing.
      this.#options.meter.failed('sweep', error);
    }
  }
}

function runsOf(entries: readonly LogEntry[], maxEntries: number): LogEntry[][] {
  const runs: LogEntry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run && run.length < maxEntries && run.at(-1)?.seq === entry.seq - 1) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}
