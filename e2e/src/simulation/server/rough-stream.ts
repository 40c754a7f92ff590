import type { LogEntry } from '@nova/contract';
import type { AppendOutcome, EventStream, Platform, StreamRange, Wake } from '@nova/delivery';
import { MemoryEventStream } from '@nova/delivery/sim';
import type { Life } from '../life.ts';
import { forever } from '../life.ts';
import type { Weather } from '../weather.ts';
import type { SharedRedis } from './shared-redis.ts';
import { streamName } from './shared-redis.ts';

/** A command without an answer for this long has failed, whatever became of it. */
const commandTimeoutMs = 300;
/** A command that was given up may be done as much later. */
const lateMs = 6_000;

export interface RoughStreamOptions {
  readonly redis: SharedRedis;
  readonly life: Life;
  readonly clock: Platform;
  readonly weather: Weather;
  readonly keepEntries: number;
  /** The epoch as this node knows it. */
  readonly epoch: () => string;
  /** Redis has just done something to a stream. */
  readonly onChange: (stream: string) => void;
  /** An append was done, its answer is on the way: the last moment to die at. */
  readonly onAppended: () => void;
}

/** One node's way to Redis: slow, silent, refusing, repeating; with wake-ups that get lost. */
export class RoughStream implements EventStream {
  readonly #options: RoughStreamOptions;
  readonly #inner: MemoryEventStream;
  readonly #watched = new Set<string>();
  /** The epoch that a command names which is being done: that of the moment when it was sent. */
  #named: string | null = null;
  #isDeaf = false;
  #listener: (wake: Wake) => void = () => {};

  constructor(options: RoughStreamOptions) {
    this.#options = options;
    const { redis, keepEntries, life } = options;
    this.#inner = new MemoryEventStream(redis.memory, keepEntries, () => this.#named ?? this.epoch);
    this.#inner.onWake((wake) => this.#hear(wake));
    life.onEnd(() => {
      for (const conversationId of this.#watched) this.#inner.unwatch(conversationId);
    });
  }

  get epoch(): string {
    return this.#options.epoch();
  }

  append(conversationId: string, entries: readonly LogEntry[]): Promise<AppendOutcome> {
    const { weather, clock, redis, onChange, onAppended } = this.#options;
    const stream = streamName(this.epoch, conversationId);
    const send = this.#sent((redisStream) => redisStream.append(conversationId, entries));
    const run = async (): Promise<AppendOutcome> => {
      for (const { erases } of entries) if (erases) redis.noteErased(stream, erases);
      const outcome = await send();
      onChange(stream);
      return outcome;
    };
    if (weather.happens('appendTwice')) clock.after(weather.random.int(lateMs), () => redis.isDown || void run());
    return this.#command(async () => {
      const outcome = await run();
      onAppended();
      return outcome;
    });
  }

  erase(conversationId: string, seqs: readonly number[]): Promise<void> {
    const stream = streamName(this.epoch, conversationId);
    const run = this.#sent((redisStream) => redisStream.erase(conversationId, seqs));
    return this.#command(() => {
      this.#options.redis.noteErased(stream, seqs);
      return run();
    });
  }

  read(conversationId: string, range: StreamRange): Promise<readonly LogEntry[]> {
    return this.#command(this.#sent((redisStream) => redisStream.read(conversationId, range)));
  }

  trim(conversationId: string): Promise<void> {
    return this.#command(this.#sent((redisStream) => redisStream.trim(conversationId)));
  }

  async watch(conversationId: string): Promise<void> {
    this.#watched.add(conversationId);
    // Asked for again when the connection is back.
    await this.#inner.watch(conversationId);
    if (this.#isDeaf) throw new Error('the subscriber is not connected');
    await this.#command(() => Promise.resolve());
  }

  unwatch(conversationId: string): void {
    this.#watched.delete(conversationId);
    this.#inner.unwatch(conversationId);
  }

  onWake(listener: (wake: Wake) => void): void {
    this.#listener = listener;
  }

  /** The connection that listens is cut: wake-ups are lost until it is back, which makes everything unsure. */
  setDeaf(isDeaf: boolean): void {
    if (this.#isDeaf && !isDeaf) this.#listener({ type: 'unsure' });
    this.#isDeaf = isDeaf;
  }

  #hear(wake: Wake): void {
    const { weather, life, clock } = this.#options;
    const times = weather.happens('wakeLost') ? 0 : weather.happens('wakeTwice') ? 2 : 1;
    const tell = (): void => {
      if (!this.#isDeaf && !life.isOver) this.#listener(wake);
    };
    for (let n = 0; n < times; n++) {
      const delayMs = weather.delayMs('redis') * (n === 0 ? 1 : 50);
      if (delayMs > 0) clock.after(delayMs, tell);
      else queueMicrotask(tell);
    }
  }

  /** A command as it leaves: it names the stream of now, whenever it is done. */
  #sent<T>(command: (stream: MemoryEventStream) => Promise<T>): () => Promise<T> {
    const { epoch } = this;
    return () => {
      this.#named = epoch;
      const done = command(this.#inner);
      this.#named = null;
      return done;
    };
  }

  /** Sends a command: it may not arrive, or be done without anybody hearing of it. */
  #command<T>(run: () => Promise<T>): Promise<T> {
    const { life, clock, redis, weather } = this.#options;
    if (life.isOver) return forever;
    if (redis.isDown || weather.happens('redisRefuses')) return Promise.reject(new Error('Redis refused'));
    const answer = Promise.withResolvers<T>();
    const cancel = life.platform.after(commandTimeoutMs, () => answer.reject(new Error('Redis did not answer')));
    const isSilent = weather.happens('redisSilent');
    const isLost = isSilent && weather.random.chance(0.5);
    const work = async (): Promise<void> => {
      await redis.awake();
      if (isLost || redis.isDown) return;
      const result = await run();
      if (isSilent || life.isOver) return;
      const delayMs = weather.delayMs('redis');
      if (delayMs > 0) clock.after(delayMs, () => answer.resolve(result));
      else answer.resolve(result);
    };
    // Once sent it goes its way, also when whoever sent it dies.
    const delayMs = weather.delayMs('redis');
    if (delayMs > 0) clock.after(delayMs, () => void work());
    else void work();
    return answer.promise.finally(cancel);
  }
}
