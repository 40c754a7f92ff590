import type { LogEntry } from '@nova/contract';
import type { Platform } from '../platform.ts';
import type { DeliveryMeter, EventLog, EventStream, StreamRange } from '../ports.ts';

export interface TiersOptions {
  readonly log: EventLog;
  readonly stream: EventStream;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  /** After a failure the stream is not asked for this long, so that a stalled Redis slows nobody twice. */
  readonly streamPauseMs: number;
}

/** Reads what follows a position from the newest tier below the ring that has it: the stream, else the log (D1). */
export class Tiers {
  readonly #options: TiersOptions;
  #streamAgainAtMs = 0;

  constructor(options: TiersOptions) {
    this.#options = options;
  }

  /** Contiguous entries of the range; those that `isErased` names are read from the log only, never from the stream (X1). */
  async after(
    conversationId: string,
    range: StreamRange,
    isErased: (seq: number) => boolean,
  ): Promise<readonly LogEntry[]> {
    const fromStream = isErased(range.afterSeq + 1) ? [] : await this.#fromStream(conversationId, range);
    const stale = fromStream.findIndex((entry) => isErased(entry.seq));
    const usable = stale < 0 ? fromStream : fromStream.slice(0, stale);
    if (usable.length > 0) {
      this.#options.meter.tierRead('stream', usable.length);
      return usable;
    }
    const fromLog = await this.#options.log.read(conversationId, range.afterSeq, range.limit);
    this.#options.meter.tierRead('log', fromLog.length);
    return fromLog;
  }

  async #fromStream(conversationId: string, range: StreamRange): Promise<readonly LogEntry[]> {
    if (this.#options.platform.nowMs() < this.#streamAgainAtMs) return [];
    try {
      return await this.#options.stream.read(conversationId, range);
    } catch (error) {
      this.#options.meter.failed('read', error);
      this.#streamAgainAtMs = this.#options.platform.nowMs() + this.#options.streamPauseMs;
      return [];
    }
  }
}
