import type { Platform } from '../platform.ts';
import type { Channels, DeliveryMeter, Listening } from '../ports.ts';
import { keys } from '../stream/keys.ts';

export interface RosterOptions {
  readonly channels: Channels;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  /** Of this life of this process. */
  readonly nodeId: string;
  /** What a node said is believed for so long. */
  readonly presenceTtlMs: number;
  /** Those with a socket on this node. */
  readonly here: () => Iterable<string>;
}

/** What nodes tell each other: everybody on one of them, or who came and went since. */
type Word =
  | { readonly node: string; readonly all: readonly string[] }
  | { readonly node: string; readonly came: readonly string[]; readonly went: readonly string[] }
  | { readonly node: string; readonly asks: true };

interface OtherNode {
  readonly userIds: Set<string>;
  untilMs: number;
}

/**
 * Who has a socket on any node, as this node knows it without asking anybody: nodes tell each other, everything now and
 * then and what changed within a tick (D11). So a commit can look at it and waits for no Redis (W7). It may lag by a
 * tick; whoever vanished lapses; without Redis it knows this node's people only, and so does a node in its first two ticks.
 */
export class Roster {
  readonly #options: RosterOptions;
  #listening: Listening | null = null;
  readonly #others = new Map<string, OtherNode>();
  readonly #came = new Set<string>();
  readonly #went = new Set<string>();
  /** What others said before, or meanwhile, is not known: asked for with the next tick, when there is a way again. */
  #shallAsk = true;

  constructor(options: RosterOptions) {
    this.#options = options;
    options.channels.onUnsure(() => (this.#shallAsk = true));
  }

  /** Everybody, this node's people included. */
  everybody(): ReadonlySet<string> {
    this.#lapse();
    const found = new Set(this.#options.here());
    for (const { userIds } of this.#others.values()) for (const userId of userIds) found.add(userId);
    return found;
  }

  came(userId: string): void {
    this.#went.delete(userId);
    this.#came.add(userId);
  }

  went(userId: string): void {
    this.#came.delete(userId);
    this.#went.add(userId);
  }

  /** Tells what changed since the last time. The first one listens: before that, there need not be a way to Redis. */
  tick(): void {
    if (!this.#listening) {
      this.#listening = this.#options.channels.listen(keys.roster, (message) => this.#hear(message));
      return;
    }
    if (this.#shallAsk) return this.#ask();
    if (this.#came.size + this.#went.size === 0) return;
    const [came, went] = [[...this.#came], [...this.#went]];
    this.#came.clear();
    this.#went.clear();
    this.#say({ node: this.#options.nodeId, came, went });
  }

  /** Tells everything: whoever lost a word has it again. */
  renew(): void {
    this.#came.clear();
    this.#went.clear();
    this.#say({ node: this.#options.nodeId, all: [...this.#options.here()] });
  }

  /** Tells everything, and asks the others to. */
  #ask(): void {
    this.#shallAsk = false;
    this.renew();
    this.#say({ node: this.#options.nodeId, asks: true });
  }

  close(): void {
    this.#listening?.stop();
    this.#others.clear();
  }

  #hear(message: string): void {
    const { nodeId, platform, presenceTtlMs } = this.#options;
    // Only nodes of this system publish here.
    const word = JSON.parse(message) as Word;
    if (word.node === nodeId) return;
    if ('asks' in word) return this.renew();
    const untilMs = platform.nowMs() + presenceTtlMs;
    if ('all' in word) {
      this.#others.set(word.node, { userIds: new Set(word.all), untilMs });
      return;
    }
    const known = this.#others.get(word.node) ?? { userIds: new Set<string>(), untilMs };
    for (const userId of word.came) known.userIds.add(userId);
    for (const userId of word.went) known.userIds.delete(userId);
    known.untilMs = untilMs;
    this.#others.set(word.node, known);
  }

  #lapse(): void {
    const nowMs = this.#options.platform.nowMs();
    for (const [node, { untilMs }] of this.#others) if (untilMs <= nowMs) this.#others.delete(node);
  }

  #say(word: Word): void {
    this.#options.channels.publish(keys.roster, JSON.stringify(word)).catch((error: unknown) => {
      this.#options.meter.failed('presence', error);
    });
  }
}
