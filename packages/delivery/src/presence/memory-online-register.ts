import type { Channels, OnlineRegister } from '../ports.ts';
import { keys } from '../stream/keys.ts';
import { onlineWords } from './online.ts';

/** What several nodes of a simulation share: user → node → when its claim lapses. */
export class MemoryClaims {
  readonly untilMs = new Map<string, Map<string, number>>();
  /** While down, everything rejects. */
  isDown = false;

  wipe(): void {
    this.untilMs.clear();
  }
}

/** The same promises as `RedisOnlineRegister`, in memory: proven by the same contract suite. */
export class MemoryOnlineRegister implements OnlineRegister {
  readonly #options: {
    readonly claims: MemoryClaims;
    readonly channels: Channels;
    readonly nodeId: string;
    readonly nowMs: () => number;
  };

  constructor(options: { claims: MemoryClaims; channels: Channels; nodeId: string; nowMs: () => number }) {
    this.#options = options;
  }

  async claim(userIds: readonly string[], ttlMs: number): Promise<void> {
    const { nodeId, nowMs, channels } = this.#options;
    for (const userId of userIds) {
      const mine = this.#claimsOf(userId);
      const isNew = mine.size === 0;
      mine.set(nodeId, nowMs() + ttlMs);
      if (isNew) await channels.publish(keys.presence(userId), onlineWords.on);
    }
  }

  async release(userId: string): Promise<void> {
    const mine = this.#claimsOf(userId);
    mine.delete(this.#options.nodeId);
    if (mine.size === 0) await this.#options.channels.publish(keys.presence(userId), onlineWords.off);
  }

  async remainingMs(userIds: readonly string[]): Promise<readonly number[]> {
    const nowMs = this.#options.nowMs();
    return userIds.map((userId) =>
      Math.max(
        0,
        ...this.#claimsOf(userId)
          .values()
          .map((until) => until - nowMs),
      ),
    );
  }

  /** Those that have not lapsed. */
  #claimsOf(userId: string): Map<string, number> {
    const { claims, nowMs } = this.#options;
    if (claims.isDown) throw new Error('the register is down');
    const found = claims.untilMs.get(userId) ?? new Map<string, number>();
    for (const [nodeId, until] of found) if (until <= nowMs()) found.delete(nodeId);
    claims.untilMs.set(userId, found);
    return found;
  }
}
