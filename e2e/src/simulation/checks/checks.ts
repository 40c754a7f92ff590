import type { Command, ManualNetwork } from '@nova/client/sim';
import type { FollowRequest, Sink } from '@nova/delivery';
import type { ModelDatabase } from '../database/model-database.ts';
import type { Device } from '../device/device.ts';
import type { Tab } from '../device/tab.ts';
import type { Journal } from '../journal.ts';
import type { SharedRedis } from '../server/shared-redis.ts';
import { LeavingCheck } from './leaving-check.ts';
import { Sends } from './sends.ts';
import { SinkCheck } from './sink-check.ts';
import { checkStream } from './stream-check.ts';
import { checkView } from './view-check.ts';

export interface ChecksOptions {
  readonly journal: Journal;
  readonly database: ModelDatabase;
  readonly redis: SharedRedis;
  readonly nowMs: () => number;
}

/** Everything that must hold at each step; what does not is told to the journal. */
export class Checks {
  readonly sends = new Sends();
  readonly attempts: LeavingCheck;
  readonly #options: ChecksOptions;

  constructor(options: ChecksOptions) {
    this.#options = options;
    this.attempts = new LeavingCheck(options.journal);
  }

  /** The same sink, watched (D3, D7, X1). */
  sink(request: FollowRequest, inner: Sink): Sink {
    const { database, nowMs } = this.#options;
    return new SinkCheck({ request, inner, database, nowMs, broken: this.#broken });
  }

  /** A stream was just changed (R1, X1). */
  stream(name: string): void {
    const { redis, database } = this.#options;
    checkStream({ redis, database, broken: this.#broken }, name);
  }

  /** A request is about to leave (O2, O5, O6). */
  leaving(of: { tab: Tab; deviceName: string; network: ManualNetwork }, command: Command): (error: unknown) => void {
    return this.attempts.leaving(of, command);
  }

  /** What one tab shows of one conversation (D3, O1, X1). */
  view(at: { device: Device; tab: Tab; conversationId: string }): void {
    const { database } = this.#options;
    checkView({ database, sends: this.sends, broken: this.#broken }, at);
  }

  readonly #broken = (rule: string, what: string): void => this.#options.journal.broken(rule, what);
}
