import type { LogEntry } from '@nova/contract';
import { MemoryRedis } from '@nova/delivery/sim';

/** Redis as all nodes share it, with its own troubles. Streams carry the epoch in their names (D9). */
export class SharedRedis {
  readonly memory = new MemoryRedis();
  /** Refuses every command at once, as a server that is gone does. */
  isDown = false;
  /** Takes commands and answers none until it goes on; then it does what it was told (SIGSTOP, a full network). */
  readonly #erased = new Set<string>();
  #stalled: PromiseWithResolvers<void> | null = null;

  get isStalled(): boolean {
    return this.#stalled !== null;
  }

  stall(): void {
    this.#stalled ??= Promise.withResolvers();
  }

  goOn(): void {
    this.#stalled?.resolve();
    this.#stalled = null;
  }

  /** Resolves when commands are worked on. */
  async awake(): Promise<void> {
    await this.#stalled?.promise;
  }

  noteErased(stream: string, seqs: readonly number[]): void {
    for (const seq of seqs) this.#erased.add(`${stream}#${seq}`);
  }

  /** Whether a stream was ever told to forget what it has at `seq`. */
  wasErased(stream: string, seq: number): boolean {
    return this.#erased.has(`${stream}#${seq}`);
  }

  /** What a stream holds, by `seq`. */
  held(stream: string): ReadonlyMap<number, LogEntry> {
    return this.memory.window(stream)?.entries ?? new Map<number, LogEntry>();
  }

  /** The newest `seq` a stream ever held; -1 for an empty one. */
  lastOf(stream: string): number {
    return this.memory.window(stream)?.last ?? -1;
  }
}

export function streamName(epoch: string, conversationId: string): string {
  return `${epoch}/${conversationId}`;
}

export function conversationOf(stream: string): string {
  return stream.slice(stream.indexOf('/') + 1);
}
