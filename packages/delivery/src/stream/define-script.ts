import type { RedisConnection } from './redis-connection.ts';

/** Takes the keys, then the arguments. */
export type ScriptCall = (...keysAndArgs: (string | number)[]) => Promise<unknown>;

/**
 * Registers a script of `numberOfKeys` keys under `name`; ioredis sends its hash and loads it where it is missing. The
 * number is told here and not with each call: in a cluster ioredis sends a call where its first argument lives.
 */
export function defineScript(
  redis: RedisConnection,
  name: string,
  { lua, numberOfKeys }: { readonly lua: string; readonly numberOfKeys: number },
): ScriptCall {
  redis.defineCommand(name, { lua, numberOfKeys });
  const call: unknown = Reflect.get(redis, name);
  if (typeof call !== 'function') throw new Error(`the script ${name} was not registered`);
  return async (...keysAndArgs) => {
    const answer: unknown = await Reflect.apply(call, redis, keysAndArgs);
    return answer;
  };
}
