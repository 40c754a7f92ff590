import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { openSocket } from './testing/raw-socket.ts';
import { openScene, request, subscription } from './testing/scene.ts';
import { type Account, signUp, stockClient } from './testing/stock-client.ts';
import { openTestSystem, type TestSystem } from './testing/test-system.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
/** As a shell writes the end of a process by a signal. */
const killed = 'SIGKILL';

interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  readonly lines: readonly Record<string, unknown>[];
  readonly child: ChildProcess;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** The server as a process of its own, as the launcher starts it. */
async function startProcess(system: TestSystem, env: Record<string, string> = {}): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      ...system.env,
      ...env,
    },
  });
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => (code ?? signal) as number | string);
  const lines: Record<string, unknown>[] = [];
  const listening = Promise.withResolvers<string>();
  void ended.then((code) => listening.reject(new Error(`ended with ${code}`)));
  listening.promise.catch(() => {});
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const line = JSON.parse(part) as Record<string, unknown>;
      lines.push(line);
      if (line['msg'] === 'listening') listening.resolve(String(line['url']));
    }
  });
  const url = await listening.promise;
  return {
    url,
    lines,
    child,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function group(url: string, ann: Account): Promise<string> {
  await using client = stockClient(url, ann);
  return (await client.trpc.conversation.createGroup.mutate({ title: 'Group', memberIds: [] })).conversationId;
}

const send = (id: number, conversationId: string, body: string): object =>
  request(id, 'message.send', { method: 'mutation', input: { conversationId, clientId: randomUUID(), body } });

test('[W7] told to stop, it answers what it accepted, sends its clients away and ends with 0', async () => {
  await using system = await openTestSystem();
  await using server = await startProcess(system, { RECONNECT_SPREAD_MS: '100' });
  const ann = await signUp(server.url);
  const conversationId = await group(server.url, ann);
  await using socket = await openSocket(server.url, { token: ann.token });
  socket.send(Array.from({ length: 50 }, (_, id) => send(id, conversationId, `message ${id}`)));
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(await socket.closed).toMatchObject({ code: 1012 });
  expect(socket.frames.at(-1)).toBe('{"id":null,"method":"reconnect"}');
  const answers = Array.from({ length: 50 }, (_, id) =>
    socket.frames.find((frame) => frame.startsWith(`{"id":${id},`)),
  );
  const accepted = answers.filter((answer) => answer?.includes('"seq"')).length;
  for (const answer of answers) expect(answer).toMatch(/"seq":|"reason":"SHUTTING_DOWN"/);

  // What was answered with success is there, and nothing else.
  await using next = await startProcess(system);
  await using client = stockClient(next.url, ann);
  const { messages } = await client.trpc.message.list.query({ conversationId, limit: 200 });
  expect(messages).toHaveLength(accepted);
});

test('while it drains it is not ready, lets nobody in and refuses sends with a reason to come back', async () => {
  await using scene = await openScene();
  const { system, bob, conversationId } = scene;
  const stop = gate();
  const node = await system.openNode({}, { failpoint: (name) => (name === 'before-commit' ? stop.pass() : undefined) });
  await using socket = await openSocket(node.url, { token: bob.token });
  socket.send(subscription(1, { conversationId }));
  await socket.answers(1, 1);
  socket.send(send(2, conversationId, 'accepted before'));
  await stop.arrived();
  const stopped = node.stop();
  const ready = await fetch(`${node.url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'closing', postgres: 'ok', redis: 'ok' }]);
  expect((await fetch(`${node.url}/healthz`)).status).toBe(200);
  await expect(openSocket(node.url, { token: bob.token })).rejects.toMatchObject({ status: 503 });
  socket.send(send(3, conversationId, 'too late'));
  expect(JSON.parse((await socket.answers(3, 1))[0] ?? '')).toMatchObject({
    error: { data: { reason: 'SHUTTING_DOWN', retryable: true } },
  });
  stop.open();
  expect((await socket.answers(2, 1))[0]).toContain('"seq"');
  expect((await socket.answers(1, 2))[1]).toContain('accepted before');
  await stopped;
  await node.stop();
  await expect(fetch(`${node.url}/healthz`)).rejects.toThrow('fetch failed');
});

test('a second order ends it at once', async () => {
  await using system = await openTestSystem();
  await using server = await startProcess(system, { RECONNECT_SPREAD_MS: '9000' });
  const ann = await signUp(server.url);
  await using socket = await openSocket(server.url, { token: ann.token });
  server.child.kill('SIGTERM');
  // It says so in its log before it waits for its clients.
  while (!server.lines.some(({ msg }) => msg === 'stopping')) await once(server.child.stdout ?? socket.ws, 'data');
  server.child.kill('SIGINT');
  expect(await server.ended).toBe(1);
});

test('what is wrong with the environment is told at once, and it ends with 1', async () => {
  await using system = await openTestSystem();
  await expect(startProcess(system, { REDIS_URL: 'nonsense', PORT: 'nonsense' })).rejects.toThrow('ended with 1');
});

test('[R2][W7] killed between commit and publishing: the send is there, and the sweeper of another node publishes it', async () => {
  await using scene = await openScene();
  const { system, bob, node, conversationId, anns } = scene;
  await using bobs = await openSocket(node.url, { token: bob.token });
  bobs.send(subscription(1, { conversationId }));
  await bobs.answers(1, 1);
  await using dying = await startProcess(system, { NOVA_FAILPOINT: 'after-commit' });
  await using anyone = await openSocket(dying.url, { token: bob.token });
  anyone.send(send(1, conversationId, 'last words'));
  expect(await dying.ended).toBe(killed);
  expect((await bobs.answers(1, 2))[1]).toContain('last words');
  const { messages } = await anns.message.list.query({ conversationId });
  expect(messages.map(({ body }) => body)).toEqual(['last words']);
});

test('[W7] killed before the commit: nothing was sent, and the same send succeeds later', async () => {
  await using scene = await openScene();
  const { system, bob, conversationId, anns } = scene;
  await using dying = await startProcess(system, { NOVA_FAILPOINT: 'before-commit' });
  await using anyone = await openSocket(dying.url, { token: bob.token });
  anyone.send(send(1, conversationId, 'never said'));
  expect(await dying.ended).toBe(killed);
  expect((await anns.message.list.query({ conversationId })).messages).toEqual([]);
  await scene.send('said');
  expect((await anns.message.list.query({ conversationId })).messages).toHaveLength(1);
});
