import type { OnlineRegister } from '../ports.ts';
import { toEveryNode } from '../channels/redis-channels.ts';
import { keys } from '../stream/keys.ts';
import { defineScript, type ScriptCall } from '../stream/define-script.ts';
import type { RedisConnection } from '../stream/redis-connection.ts';
import { onlineWords } from './online.ts';

/** Claim. KEYS: claims, channel. ARGV: nodeId, ttlMs, message. The clock is the server's: nodes need not agree on theirs. */
const claimScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local others = redis.call('ZCARD', KEYS[1])
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
redis.call('PEXPIREAT', KEYS[1], last[2])
if others == 0 then redis.call('SPUBLISH', KEYS[2], ARGV[3]) end
return others
`;

/** Release. KEYS: claims, channel. ARGV: nodeId, message. */
const releaseScript = `
local time = redis.call('TIME')
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', time[1] * 1000 + math.floor(time[2] / 1000))
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
if last[2] then redis.call('PEXPIREAT', KEYS[1], last[2]) else redis.call('SPUBLISH', KEYS[2], ARGV[2]) end
return #last
`;

/** The claims of all nodes, one sorted set per user: node by the time at which its claim lapses. */
export class RedisOnlineRegister implements OnlineRegister {
  readonly #commands: RedisConnection;
  readonly #nodeId: string;
  readonly #claim: ScriptCall;
  readonly #release: ScriptCall;

  constructor(options: { readonly commands: RedisConnection; readonly nodeId: string }) {
    this.#commands = options.commands;
    this.#nodeId = options.nodeId;
    this.#claim = defineScript(options.commands, 'novaClaimOnline', { lua: claimScript, numberOfKeys: 2 });
    this.#release = defineScript(options.commands, 'novaReleaseOnline', { lua: releaseScript, numberOfKeys: 2 });
  }

  async claim(userIds: readonly string[], ttlMs: number): Promise<void> {
    const message = toEveryNode(onlineWords.on);
    await Promise.all(
      userIds.map((userId) => this.#claim(keys.online(userId), keys.presence(userId), this.#nodeId, ttlMs, message)),
    );
  }

  async release(userId: string): Promise<void> {
    await this.#release(keys.online(userId), keys.presence(userId), this.#nodeId, toEveryNode(onlineWords.off));
  }

  async remainingMs(userIds: readonly string[]): Promise<readonly number[]> {
    const left = await Promise.all(userIds.map((userId) => this.#commands.pttl(keys.online(userId))));
    return left.map((ms) => Math.max(0, ms));
  }
}
