import type { RedisConnection } from '@nova/delivery';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Budget } from './budget.ts';

/** Until when to wait. */
export interface Wait {
  readonly retryAfterMs: number;
}

export interface SharedLimiterOptions<Kind extends string> {
  readonly redis: RedisConnection;
  readonly budgets: Readonly<Record<Kind, Budget>>;
  readonly nowMs: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
  /** Told when Redis cannot count. */
  readonly onFailure: (error: unknown) => void;
}

/** How often what was taken here is told to the other nodes. */
const shareEveryMs = 100;
/** Redis is left alone for this long after a failure. */
const pauseMs = 1_000;

/** A node keeps less than this part of a budget to itself: most people never take as much, and cost Redis nothing. */
const portions = 20;

/**
 * Budgets of all nodes together. Each node counts for itself and answers at once, and tells Redis what it counted,
 * every 100 ms and in twentieths of the budget; a budget that all nodes together have used up is closed here until it
 * opens again. So nobody ever waits for Redis, and without it each node still keeps its own count.
 */
export class SharedLimiter<Kind extends string = string> {
  readonly #options: SharedLimiterOptions<Kind>;
  readonly #local = new Map<Kind, RateLimiterMemory>();
  readonly #shared = new Map<Kind, RateLimiterRedis>();
  /** Used up by all nodes together, until when. */
  readonly #closed = new Map<string, number>();
  readonly #untold = new Map<string, { kind: Kind; who: string; points: number }>();
  #cancel: (() => void) | null = null;
  #pausedUntilMs = 0;

  constructor(options: SharedLimiterOptions<Kind>) {
    this.#options = options;
    for (const kind of Object.keys(options.budgets) as Kind[]) {
      const { points, seconds: duration } = options.budgets[kind];
      this.#local.set(kind, new RateLimiterMemory({ keyPrefix: '', points, duration }));
      this.#shared.set(
        kind,
        new RateLimiterRedis({ storeClient: options.redis, keyPrefix: `nova:limit:${kind}`, points, duration }),
      );
    }
  }

  /** Takes one. Null when it was there. Never rejects. */
  async consume(kind: Kind, who: string): Promise<Wait | null> {
    const key = `${kind} ${who}`;
    const closedUntilMs = this.#closed.get(key);
    if (closedUntilMs !== undefined) {
      const retryAfterMs = closedUntilMs - this.#options.nowMs();
      if (retryAfterMs > 0) return { retryAfterMs };
      this.#closed.delete(key);
    }
    try {
      const taken = await this.#local.get(kind)?.consume(who);
      const portion = portionOf(this.#options.budgets[kind]);
      if (taken && taken.consumedPoints % portion === 0) this.#tellLater(key, { kind, who, points: portion });
    } catch (spent) {
      return spent instanceof RateLimiterRes ? { retryAfterMs: spent.msBeforeNext } : null;
    }
    return null;
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#untold.clear();
  }

  #tellLater(key: string, taken: { readonly kind: Kind; readonly who: string; points: number }): void {
    const untold = this.#untold.get(key);
    if (untold) untold.points += taken.points;
    else this.#untold.set(key, taken);
    this.#cancel ??= this.#options.after(shareEveryMs, () => {
      this.#cancel = null;
      this.#tell();
    });
  }

  #tell(): void {
    const taken = [...this.#untold];
    this.#untold.clear();
    if (this.#options.nowMs() < this.#pausedUntilMs) return;
    for (const [key, { kind, who, points }] of taken) {
      this.#shared
        .get(kind)
        ?.consume(who, points)
        .catch((refused: unknown) => {
          if (refused instanceof RateLimiterRes) this.#close(key, refused.msBeforeNext);
          else this.#fail(refused);
        });
    }
  }

  #close(key: string, forMs: number): void {
    this.#closed.set(key, this.#options.nowMs() + forMs);
    this.#options.after(forMs, () => {
      if ((this.#closed.get(key) ?? 0) <= this.#options.nowMs()) this.#closed.delete(key);
    });
  }

  #fail(error: unknown): void {
    if (this.#options.nowMs() < this.#pausedUntilMs) return;
    this.#pausedUntilMs = this.#options.nowMs() + pauseMs;
    this.#options.onFailure(error);
  }
}

function portionOf({ points }: Budget): number {
  return Math.max(1, Math.floor(points / portions));
}
