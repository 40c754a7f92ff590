import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { openLog } from '../log.ts';
import { openSocket } from '../testing/raw-socket.ts';
import { openScene, subscription } from '../testing/scene.ts';

interface Line {
  readonly msg: string;
  readonly requestId?: string;
  readonly requestIds?: readonly string[];
  readonly lastSeq?: number;
}

test('a request’s id follows its message through every stage, and no line holds what was said', async () => {
  await using scene = await openScene();
  const { system, ann, bob, conversationId } = scene;
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(...chunk.toString().trim().split('\n'));
      for (const check of watchers) check();
      done();
    },
  });
  const node = await system.openNode({}, { log: openLog({ logLevel: 'debug' }, sink) });
  await using socket = await openSocket(node.url, { token: bob.token });
  socket.send(subscription(1, { conversationId }));
  await socket.answers(1, 1);
  const requestId = 'request-of-ann-1';
  const response = await fetch(`${node.url}/api/trpc/message.send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ann.token}`, 'content-type': 'application/json', 'x-request-id': requestId },
    body: JSON.stringify({ conversationId, clientId: randomUUID(), body: 'a very private text' }),
  });
  const { result } = (await response.json()) as { result: { data: { seq: number } } };
  const of = (): Line[] => lines.filter((line) => line.includes(requestId)).map((line) => JSON.parse(line) as Line);
  const stages = ['committed', 'delivered', 'appended', 'request'];
  await new Promise<void>((resolve) => {
    const check = (): void => {
      if (stages.every((stage) => of().some(({ msg }) => msg === stage))) resolve();
    };
    watchers.add(check);
    check();
  });
  for (const { msg, lastSeq } of of()) if (msg !== 'request') expect(lastSeq).toBe(result.data.seq);
  const all = lines.join('\n');
  for (const secret of ['very private', ann.token, bob.token, ann.token.split('.')[0] ?? '', ann.password])
    expect(all).not.toContain(secret);
});

test('a request that brings no id is given one, the same in its answer, its log line and its error', async () => {
  await using scene = await openScene();
  const response = await fetch(`${scene.node.url}/api/trpc/user.me`);
  const { error } = (await response.json()) as { error: { data: { requestId: string } } };
  expect(error.data.requestId).toMatch(/^.{8,64}$/);
  expect(response.headers.get('x-request-id')).toBe(error.data.requestId);
});
