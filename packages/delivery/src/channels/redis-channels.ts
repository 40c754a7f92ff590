import type { Platform } from '../platform.ts';
import type { Channels, DeliveryMeter, Listening } from '../ports.ts';
import type { RedisConnection } from '../stream/redis-connection.ts';

export interface RedisChannelsOptions {
  readonly commands: RedisConnection;
  readonly subscriber: RedisConnection;
  /** Of this process: what it publishes itself it has told its own listeners already. */
  readonly nodeId: string;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  /** Registering may take this long; then one goes on without. */
  readonly listenTimeoutMs: number;
}

/** What a script publishes for listeners on every node, this one included. */
export function toEveryNode(message: string): string {
  return `- ${message}`;
}

interface Heard {
  readonly listeners: Set<(message: string) => void>;
  readonly ready: Promise<void>;
}

/** Sharded pub/sub: a channel lives where its hash tag lives, so a cluster does not copy it to every server (R5). */
export class RedisChannels implements Channels {
  readonly #options: RedisChannelsOptions;
  readonly #heard = new Map<string, Heard>();
  readonly #unsure = new Set<() => void>();
  /** Channels that could not be registered: tried again until they are. */
  readonly #deaf = new Set<string>();
  #cancelRetry: (() => void) | null = null;

  constructor(options: RedisChannelsOptions) {
    this.#options = options;
    const { subscriber } = options;
    subscriber.on('smessage', (channel: string, message: string) => {
      const at = message.indexOf(' ');
      if (at > 0 && message.slice(0, at) !== options.nodeId) this.#tell(channel, message.slice(at + 1));
    });
    subscriber.on('ready', () => {
      this.#register(this.#heard.keys());
    });
    // In a cluster each server has a connection of its own, which comes back by itself.
    subscriber.on('subscribersReady', () => {
      this.#register(this.#deaf);
    });
  }

  async publish(channel: string, message: string): Promise<void> {
    this.#tell(channel, message);
    await this.#options.commands.spublish(channel, `${this.#options.nodeId} ${message}`);
  }

  listen(channel: string, listener: (message: string) => void): Listening {
    let heard = this.#heard.get(channel);
    if (!heard) {
      heard = { listeners: new Set(), ready: this.#subscribe(channel) };
      this.#heard.set(channel, heard);
    }
    const mine = heard;
    // One function may listen twice: each registration is its own.
    const told = (message: string): void => {
      listener(message);
    };
    mine.listeners.add(told);
    return {
      ready: mine.ready,
      stop: () => {
        if (!mine.listeners.delete(told) || mine.listeners.size > 0) return;
        this.#heard.delete(channel);
        this.#deaf.delete(channel);
        // Failing is fine: an unwanted message is ignored.
        this.#options.subscriber.sunsubscribe(channel).catch(() => {});
      },
    };
  }

  onUnsure(listener: () => void): void {
    this.#unsure.add(listener);
  }

  #tell(channel: string, message: string): void {
    for (const listener of this.#heard.get(channel)?.listeners ?? []) listener(message);
  }

  /** Registers anew, and says that messages may have been lost meanwhile. */
  #register(channels: Iterable<string>): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    void Promise.all([...channels].map((channel) => this.#subscribe(channel))).then(() => {
      for (const listener of this.#unsure) listener();
    });
  }

  /** A Redis that does not answer keeps nobody waiting. */
  #subscribe(channel: string): Promise<void> {
    const { platform, subscriber, meter, listenTimeoutMs } = this.#options;
    this.#deaf.delete(channel);
    return new Promise((resolve) => {
      const cancel = platform.after(listenTimeoutMs, resolve);
      subscriber
        .ssubscribe(channel)
        .catch((error: unknown) => {
          meter.failed('watch', error);
          if (!this.#heard.has(channel)) return;
          this.#deaf.add(channel);
          this.#cancelRetry ??= platform.after(listenTimeoutMs, () => {
            this.#register(this.#deaf);
          });
        })
        .finally(() => {
          cancel();
          resolve();
        });
    });
  }
}
