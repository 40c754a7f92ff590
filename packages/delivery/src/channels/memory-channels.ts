import type { Channels, Listening } from '../ports.ts';

interface Node {
  tell(channel: string, message: string): void;
  doubt(): void;
}

/** What several nodes of a simulation share: pub/sub without a network. */
export class MemoryPubSub {
  readonly #nodes = new Set<Node>();
  /** While down, publishing rejects and nothing reaches another node. */
  isDown = false;

  join(node: Node): void {
    this.#nodes.add(node);
  }

  /** Ends an outage: everybody learns that something may have been lost. */
  comeBack(): void {
    this.isDown = false;
    for (const node of this.#nodes) node.doubt();
  }

  publish(from: Node, channel: string, message: string): Promise<void> {
    if (this.isDown) return Promise.reject(new Error('the pub/sub is down'));
    for (const node of this.#nodes) if (node !== from) node.tell(channel, message);
    return Promise.resolve();
  }
}

/** The same promises as `RedisChannels`, in memory: proven by the same contract suite. */
export class MemoryChannels implements Channels {
  readonly #pubSub: MemoryPubSub;
  readonly #node: Node;
  readonly #listeners = new Map<string, Set<(message: string) => void>>();
  readonly #unsure = new Set<() => void>();

  constructor(pubSub: MemoryPubSub) {
    this.#pubSub = pubSub;
    this.#node = {
      tell: (channel, message) => {
        for (const listener of this.#listeners.get(channel) ?? []) listener(message);
      },
      doubt: () => {
        for (const listener of this.#unsure) listener();
      },
    };
    pubSub.join(this.#node);
  }

  publish(channel: string, message: string): Promise<void> {
    this.#node.tell(channel, message);
    return this.#pubSub.publish(this.#node, channel, message);
  }

  listen(channel: string, listener: (message: string) => void): Listening {
    const told = (message: string): void => {
      listener(message);
    };
    let listeners = this.#listeners.get(channel);
    if (!listeners) this.#listeners.set(channel, (listeners = new Set()));
    listeners.add(told);
    const mine = listeners;
    return {
      ready: Promise.resolve(),
      stop: () => {
        if (!mine.delete(told) || mine.size > 0) return;
        this.#listeners.delete(channel);
      },
    };
  }

  onUnsure(listener: () => void): void {
    this.#unsure.add(listener);
  }
}
