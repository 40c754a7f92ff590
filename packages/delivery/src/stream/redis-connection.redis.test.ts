import { tcpProxy, testRedis } from '@nova/testkit';
import { expect, test } from 'vitest';
import { testRun } from '../contracts/describe-event-stream.ts';
import { redisKinds } from '../testing/redis-kinds.ts';
import { redisNode } from '../testing/redis-node.ts';

for (const kind of redisKinds) {
  test(`[W7] a command to a Redis that is gone fails at once, and works again when it is back (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    await using node = await redisNode(redis.url, 60_000);
    const stream = node.stream();
    const isClosed = new Promise((resolve) => node.commands.once('close', resolve));
    await redis.kill();
    await isClosed;
    await expect(stream.append('room', testRun(1, 1))).rejects.toThrow(/isn't writeable|closed|ready/);
    const isReady = new Promise((resolve) => node.commands.once('ready', resolve));
    await redis.restart();
    await isReady;
    expect(await stream.append('room', testRun(1, 1))).toEqual({ kind: 'ok', last: 1 });
  });

  test(`[W7] a Redis that answers nothing is given up with all that waits in its connection (${kind})`, async () => {
    await using redis = await testRedis({ kind, password: '' });
    await using proxy = await tcpProxy({ host: '127.0.0.1', port: redis.port });
    await using node = await redisNode(`redis://127.0.0.1:${proxy.port}`, 100);
    const stream = node.stream();
    proxy.stall();
    const isClosed = new Promise((resolve) => node.commands.once('close', resolve));
    await expect(stream.append('room', testRun(1, 1))).rejects.toThrow('timed out');
    await isClosed;
    await expect(stream.append('room', testRun(1, 1))).rejects.toThrow(/isn't writeable|closed|ready/);
    await proxy.cut();
    const isReady = new Promise((resolve) => node.commands.once('ready', resolve));
    await proxy.restore();
    await isReady;
    expect((await stream.append('room', testRun(1, 1))).kind).toBe('ok');
  });

  test(`[R4] a server that forgot its scripts is given them again (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    await using node = await redisNode(redis.url);
    const stream = node.stream();
    await stream.append('room', testRun(1, 1));
    await node.commands.script('FLUSH');
    const appends = Promise.all([2, 3, 4].map((seq) => stream.append('room', testRun(seq, seq))));
    expect((await appends).map(({ last }) => last)).toEqual([2, 3, 4]);
  });
}
