import type { LogEntry } from '@nova/contract';
import type { Commit } from '@nova/db';
import { type AppendOutcome, RedisEventStream } from '@nova/delivery';
import type { Logger } from 'pino';

interface Origin {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly requestIds: readonly string[];
}

/** Commits remembered, for the lines about what becomes of them. */
const rememberedMax = 1_000;

/**
 * One debug line for each stage of a commit – committed, appended, delivered – with the ids of the requests that it
 * comes from. Costs nothing unless debug lines are written.
 */
export class Trace {
  readonly #log: Logger;
  readonly #origins = new Map<string, Origin>();

  constructor(log: Logger) {
    this.#log = log;
  }

  get isOn(): boolean {
    return this.#log.isLevelEnabled('debug');
  }

  committed(commits: readonly Commit[], requestIds: readonly string[]): void {
    if (!this.isOn) return;
    for (const { conversationId, entries } of commits) {
      const origin = { ...rangeOf(entries), requestIds };
      this.#origins.set(`${conversationId} ${origin.lastSeq}`, origin);
      this.#log.debug({ conversationId, ...origin }, 'committed');
    }
    for (const oldest of this.#origins.keys()) {
      if (this.#origins.size <= rememberedMax) break;
      this.#origins.delete(oldest);
    }
  }

  appended(conversationId: string, entries: readonly LogEntry[]): void {
    if (this.isOn) this.#log.debug(this.#lineOf(conversationId, entries), 'appended');
  }

  delivered(entries: readonly LogEntry[], subscribers: number): void {
    if (!this.isOn) return;
    const conversationId = conversationOf(entries[0]);
    this.#log.debug({ ...this.#lineOf(conversationId, entries), subscribers }, 'delivered');
  }

  #lineOf(conversationId: string, entries: readonly LogEntry[]): object {
    const { firstSeq, lastSeq } = rangeOf(entries);
    const requestIds = entries.flatMap(({ seq }) => this.#origins.get(`${conversationId} ${seq}`)?.requestIds ?? []);
    return { conversationId, firstSeq, lastSeq, requestIds };
  }
}

/** The stream, with a debug line for what was appended. */
export class TracedStream extends RedisEventStream {
  readonly #trace: Trace;

  constructor(options: ConstructorParameters<typeof RedisEventStream>[0], trace: Trace) {
    super(options);
    this.#trace = trace;
  }

  override async append(conversationId: string, entries: readonly LogEntry[]): Promise<AppendOutcome> {
    const outcome = await super.append(conversationId, entries);
    if (outcome.kind === 'ok') this.#trace.appended(conversationId, entries);
    return outcome;
  }
}

function rangeOf(entries: readonly LogEntry[]): { firstSeq: number; lastSeq: number } {
  return { firstSeq: entries[0]?.seq ?? 0, lastSeq: entries.at(-1)?.seq ?? 0 };
}

function conversationOf(entry: LogEntry | undefined): string {
  return /"conversationId":"([^"]+)"/.exec(entry?.text ?? '')?.[1] ?? '';
}
