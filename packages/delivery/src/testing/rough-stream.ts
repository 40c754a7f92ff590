import type { LogEntry } from '@nova/contract';
import type { SeededRandom } from '@nova/testkit';
import type { Platform } from '../platform.ts';
import type { AppendOutcome, StreamRange, Wake } from '../ports.ts';
import { MemoryEventStream, type MemoryRedis } from '../stream/memory-event-stream.ts';

const keepEntries = 150;

export interface RoughStreamOptions {
  readonly redis: MemoryRedis;
  readonly epoch: () => string;
  readonly platform: Platform;
  readonly random: SeededRandom;
}

/** One node's way to a Redis that is slow, refuses, does what it said it did not, and loses or doubles hints. */
export class RoughStream extends MemoryEventStream {
  readonly #options: RoughStreamOptions;
  /** Of 1: how much goes wrong. */
  trouble = 0;

  constructor(options: RoughStreamOptions) {
    super(options.redis, keepEntries, options.epoch);
    this.#options = options;
  }

  override append(conversationId: string, entries: readonly LogEntry[]): Promise<AppendOutcome> {
    return this.#send((stream) => stream.append(conversationId, entries));
  }

  override read(conversationId: string, range: StreamRange): Promise<readonly LogEntry[]> {
    return this.#send((stream) => stream.read(conversationId, range));
  }

  override erase(conversationId: string, seqs: readonly number[]): Promise<void> {
    return this.#send((stream) => stream.erase(conversationId, seqs));
  }

  override watch(conversationId: string): Promise<void> {
    return this.#send(() => super.watch(conversationId));
  }

  override onWake(listener: (wake: Wake) => void): void {
    super.onWake((wake) => {
      const times = this.#happens() ? this.#options.random.pick([0, 2]) : 1;
      for (let n = 0; n < times; n++) this.#later(() => listener(wake), n);
    });
  }

  /** Sends a command, which may fail before or after it was done, or be done once more much later. */
  async #send<T>(work: (stream: MemoryEventStream) => Promise<T>): Promise<T> {
    // A command says the stream's name when it is sent, whatever happens on its way.
    const { epoch } = this;
    const target = new MemoryEventStream(this.#options.redis, keepEntries, () => epoch);
    const run = (): Promise<T> => work(target);
    await this.#pause();
    if (this.#happens()) throw new Error('Redis refused');
    const answer = await run();
    if (this.#happens()) this.#later(() => void run(), 20);
    await this.#pause();
    if (this.#happens()) throw new Error('Redis did not answer');
    return answer;
  }

  #happens(): boolean {
    return this.#options.random.chance(this.trouble);
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#later(resolve, 0);
    });
  }

  #later(run: () => void, more: number): void {
    const delayMs = this.#happens() ? this.#options.random.int(100) : 0;
    if (delayMs + more === 0) queueMicrotask(run);
    else this.#options.platform.after(delayMs + 100 * more, run);
  }
}
