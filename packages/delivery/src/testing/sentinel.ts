import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNativeRedis, freePort, startGuarded } from '@nova/embedded';
import { type TcpProxy, tcpProxy, type TestRedis, testRedis } from '@nova/testkit';
import { Redis } from 'ioredis';

/** A primary, a replica of it behind a proxy, and a Sentinel that promotes the replica when the primary is gone. */
export interface SentinelGroup extends AsyncDisposable {
  readonly url: string;
  readonly primary: TestRedis;
  /** What the replica hears of its primary goes through here. */
  readonly replication: TcpProxy;
  /** Resolves when the replica has everything that the primary has. */
  inStep(): Promise<void>;
}

/** Native servers only (see `hasNativeRedis`); `searchPath` is a PATH value. */
export async function sentinelGroup(searchPath: string): Promise<SentinelGroup> {
  await using starting = new AsyncDisposableStack();
  const primary = starting.use(
    await testRedis({ kind: 'native', password: '', args: ['--repl-diskless-sync-delay', '0'] }),
  );
  const replication = starting.use(await tcpProxy({ host: '127.0.0.1', port: primary.port }));
  const args = ['--replicaof', `127.0.0.1 ${replication.port}`];
  const replica = starting.use(await testRedis({ kind: 'native', password: '', args }));
  const [one, two] = [primary, replica].map(({ url }) =>
    starting.adopt(
      new Redis(url, { retryStrategy: () => null }).on('error', () => {}),
      (client) => client.disconnect(),
    ),
  );
  const inStep = async (): Promise<void> => {
    const wanted = /master_repl_offset:(\d+)/.exec((await one?.info('replication')) ?? '')?.[1];
    for (let at: string | undefined; at === undefined || Number(at) < Number(wanted); ) {
      const info = (await two?.info('replication')) ?? '';
      at = info.includes('master_link_status:up') ? /slave_repl_offset:(\d+)/.exec(info)?.[1] : undefined;
    }
  };
  await inStep();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'nova-sentinel-'));
  const config = join(folder, 'sentinel.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `sentinel monitor nova 127.0.0.1 ${primary.port} 1`,
    'sentinel down-after-milliseconds nova 300',
    'sentinel failover-timeout nova 3000',
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  const program = findNativeRedis(searchPath);
  if ('missing' in program) throw new Error(program.missing);
  const child = await startGuarded({
    command: program.path,
    args: [config, '--sentinel'],
    cwd: folder,
    logFile: join(folder, 'log'),
    stop: [{ signal: 'SIGTERM', waitMs: 3_000 }],
    removeAfterwards: folder,
  });
  starting.defer(() => child.stop());
  await knowsReplica(port);
  const kept = starting.move();
  return {
    url: `redis-sentinel://127.0.0.1:${port}/nova`,
    primary,
    replication,
    inStep,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function knowsReplica(port: number): Promise<void> {
  const client = new Redis(port, '127.0.0.1').on('error', () => {});
  for (let replicas: unknown = []; !Array.isArray(replicas) || replicas.length === 0; ) {
    replicas = await client.call('SENTINEL', 'REPLICAS', 'nova');
  }
  client.disconnect();
}
