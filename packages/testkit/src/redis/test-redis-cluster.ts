import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@nova/embedded';
import { Redis } from 'ioredis';
import { type TestRedis, testRedis } from './test-redis.ts';

/** Three primaries that share the slots, without replicas. */
export interface TestRedisCluster extends AsyncDisposable {
  readonly nodes: readonly TestRedis[];
  /** For `new Cluster(startupNodes)`. */
  readonly startupNodes: readonly { readonly host: string; readonly port: number }[];
}

const slots = 16_384;
const readyWithinMs = 20_000;

/**
 * Starts a Redis Cluster of three native nodes; resolves when every node sees all three and reports
 * `cluster_state:ok`.
 *
 * @throws Error when the machine has no native Redis (see `hasNativeRedis`), or the nodes do not agree in time.
 */
export async function testRedisCluster(): Promise<TestRedisCluster> {
  await using starting = new AsyncDisposableStack();
  const nodes: (TestRedis & { readonly busPort: number })[] = [];
  for (let index = 0; index < 3; index++) {
    // By default ten thousand above the other port, which is where outgoing connections have theirs.
    const busPort = await freePort();
    const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000', '--cluster-port', String(busPort)];
    nodes.push(Object.assign(starting.use(await testRedis({ kind: 'native', args, password: '' })), { busPort }));
  }

  const clients = nodes.map((node) => starting.adopt(new Redis(node.url), (client) => client.disconnect()));
  const share = Math.ceil(slots / clients.length);
  for (const [index, client] of clients.entries()) {
    await client.cluster('ADDSLOTSRANGE', index * share, Math.min((index + 1) * share, slots) - 1);
    for (const node of nodes) await client.cluster('MEET', '127.0.0.1', node.port, node.busPort);
  }
  for (const client of clients) await agreed(client, nodes.length);

  for (const client of clients) client.disconnect();
  const kept = starting.move();
  return {
    nodes,
    startupNodes: nodes.map(({ port }) => ({ host: '127.0.0.1', port })),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function agreed(client: Redis, nodes: number): Promise<void> {
  let info = '';
  for (let waitedMs = 0; waitedMs < readyWithinMs; waitedMs += 20) {
    info = await client.cluster('INFO');
    if (
      info.includes('cluster_state:ok') &&
      info.includes(`cluster_known_nodes:${nodes}`) &&
      info.includes(`cluster_size:${nodes}`)
    )
      return;
    await sleep(20);
  }
  throw new Error(`The cluster did not form within ${readyWithinMs} ms:\n${info}`);
}
