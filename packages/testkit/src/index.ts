export { postgresForRun, type PostgresForRunOptions, startRunPostgres } from './postgres/postgres-for-run.ts';
export { type TestDatabase, testDatabase, type TestDatabaseOptions } from './postgres/test-database.ts';
export {
  hasNativeRedis,
  type TestRedis,
  testRedis,
  type TestRedisKind,
  type TestRedisOptions,
} from './redis/test-redis.ts';
export { type TestRedisCluster, testRedisCluster } from './redis/test-redis-cluster.ts';
export { type TcpProxy, tcpProxy } from './tcp-proxy.ts';
export { type FakePlatform, fakePlatform } from './time/fake-platform.ts';
export { barrier, type Gate, gate } from './time/gate.ts';
export { type SeededRandom, seededRandom } from './time/seeded-random.ts';
export { unzipped } from './unzipped.ts';
