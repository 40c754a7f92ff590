import { hasNativeRedis, type TestRedisKind } from '@nova/testkit';

/** What the promises of delivery are kept on: the server of this machine, if it has one, and the embedded build. */
export const redisKinds: readonly TestRedisKind[] = hasNativeRedis() ? ['native', 'embedded'] : ['embedded'];
