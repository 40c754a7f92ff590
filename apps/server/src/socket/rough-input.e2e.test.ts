import { randomBytes } from 'node:crypto';
import { limits } from '@nova/contract';
import { seededRandom } from '@nova/testkit';
import { expect, test } from 'vitest';
import { openSocket } from '../testing/raw-socket.ts';
import { openScene, request, type Scene, subscription } from '../testing/scene.ts';

/** The server still serves: the last line of each test. */
async function stillServes({ node, ann }: Scene): Promise<void> {
  await using socket = await openSocket(node.url, { token: ann.token });
  socket.send(request(1, 'user.me'));
  expect((await socket.answers(1, 1))[0]).toContain(ann.userId);
}

test('[A3] a frame that is too long closes its socket with the code that says so', async () => {
  await using scene = await openScene();
  const { node, ann } = scene;
  await using socket = await openSocket(node.url, { token: ann.token });
  socket.ws.on('error', () => {});
  socket.send('x'.repeat(limits.requestMaxBytes + 1));
  expect((await socket.closed).code).toBe(1009);
  await stillServes(scene);
});

test('[A3] bytes that are no WebSocket frame close the socket, nothing else', async () => {
  await using scene = await openScene();
  const { node, ann } = scene;
  for (const bytes of [
    randomBytes(2_000),
    Buffer.from([0xff, 0xff, 0xff, 0xff]),
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
  ]) {
    await using socket = await openSocket(node.url, { token: ann.token });
    socket.ws.on('error', () => {});
    const stream: unknown = Reflect.get(socket.ws, '_socket');
    if (!(stream instanceof Object) || !('write' in stream) || typeof stream.write !== 'function')
      throw new Error('no stream');
    Reflect.apply(stream.write, stream, [bytes]);
    expect([1002, 1006, 1007, 1008]).toContain((await socket.closed).code);
  }
  await stillServes(scene);
});

test('[A3] text that is no message is answered with a typed error, and the socket goes on', async () => {
  await using scene = await openScene();
  const { node, ann } = scene;
  await using socket = await openSocket(node.url, { token: ann.token });
  const bad = [
    '',
    '{',
    'null',
    '7',
    '"text"',
    '[[]]',
    '[null]',
    '{}',
    '{"id":1}',
    '{"id":{},"method":"query","params":{"path":"user.me"}}',
    '{"id":1,"method":"query"}',
    '{"id":1,"method":"query","params":{"path":7}}',
    '{"id":1,"method":"steal","params":{"path":"user.me"}}',
    '{"id":1,"jsonrpc":"3.0","method":"query","params":{"path":"user.me"}}',
    '{"id":1,"method":"subscription","params":{"path":"conversation.events","lastEventId":9}}',
    JSON.stringify(subscription('x'.repeat(65), {})),
    `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  ];
  for (const text of bad) socket.send(text);
  const answers = await socket.answers(null, bad.length);
  for (const answer of answers)
    expect(JSON.parse(answer)).toMatchObject({ error: { data: { reason: 'INVALID_INPUT' } } });
  socket.ws.send(randomBytes(100), { binary: true });
  await socket.answers(null, bad.length + 1);
  socket.send(request(2, 'user.me'));
  expect((await socket.answers(2, 1))[0]).toContain(ann.userId);
});

test('[A1][A3] unknown procedures, prototype names and wrong kinds of call are typed errors', async () => {
  await using scene = await openScene();
  const { node, ann } = scene;
  await using socket = await openSocket(node.url, { token: ann.token });
  const paths = ['nothing', '', '__proto__', 'constructor', 'user.__proto__', 'user.me.me', 'a'.repeat(10_000), 'user'];
  for (const [id, path] of paths.entries()) socket.send(request(id, path));
  for (const [id] of paths.entries())
    expect(JSON.parse((await socket.answers(id, 1))[0] ?? '')).toMatchObject({
      error: { data: { reason: 'PROCEDURE_NOT_FOUND', retryable: false } },
    });
  socket.send(request(50, 'message.send', { method: 'query' }));
  socket.send({ id: 51, method: 'subscription', params: { path: 'user.me' } });
  for (const id of [50, 51]) expect((await socket.answers(id, 1))[0]).toContain('"reason":');
});

test('[A3] subscriptions beyond the limit are refused by name, of both kinds together, and an ended one makes room', async () => {
  await using scene = await openScene({ subscriptionsPerSocket: 50, batchMax: 5_000 });
  const { node, ann, conversationId } = scene;
  await using socket = await openSocket(node.url, { token: ann.token });
  socket.send({ id: 'inbox', method: 'subscription', params: { path: 'inbox.changes' } });
  await socket.answers('inbox', 2);
  const ids = Array.from({ length: 3_000 }, (_, id) => id);
  socket.send(ids.map((id) => subscription(id, { conversationId })));
  for (const id of ids.slice(0, 49)) expect((await socket.answers(id, 1))[0]).toContain('"started"');
  const refused = await socket.answers(2_999, 1);
  expect(JSON.parse(refused[0] ?? '')).toMatchObject({
    error: { data: { reason: 'TOO_MANY_SUBSCRIPTIONS', retryable: true } },
  });
  socket.send([{ id: 'inbox', method: 'subscription.stop' }]);
  await socket.until((frame) => frame === '{"id":"inbox","result":{"type":"stopped"}}');
  socket.send(subscription(4_000, { conversationId }));
  expect((await socket.answers(4_000, 1))[0]).toContain('"started"');
});

test('[A3] a batch that is too long is refused whole, over the socket and over HTTP', async () => {
  await using scene = await openScene({ batchMax: 10 });
  const { node, ann } = scene;
  await using socket = await openSocket(node.url, { token: ann.token });
  socket.send(Array.from({ length: 11 }, (_, id) => request(id, 'user.me')));
  for (let id = 0; id < 11; id++) expect((await socket.answers(id, 1))[0]).toContain('INVALID_INPUT');
  const path = Array.from({ length: 11 }, () => 'user.me').join(',');
  const response = await fetch(`${node.url}/api/trpc/${path}?batch=1&input={}`, {
    headers: { authorization: `Bearer ${ann.token}` },
  });
  expect(response.status).toBe(400);
});

test('[A3] a socket that sends without end is closed with a reason', async () => {
  await using scene = await openScene({ limitFrame: { points: 100, seconds: 10 } });
  const { node, ann } = scene;
  await using socket = await openSocket(node.url, { token: ann.token });
  for (let n = 0; n < 150; n++) socket.send('PING');
  expect(await socket.closed).toEqual({ code: 1008, reason: 'RATE_LIMITED' });
  await stillServes(scene);
});

test('[A3] garbage from a seed: the server answers or closes, and goes on', async () => {
  await using scene = await openScene();
  const { node, ann, conversationId } = scene;
  const seed = 7;
  const random = seededRandom(seed);
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    '"id"',
    ':',
    '1',
    ',',
    '"method"',
    '"subscription"',
    '"params"',
    '"path"',
    'null',
  ];
  const words = [
    ...pieces,
    '"conversation.events"',
    '"input"',
    JSON.stringify({ conversationId }),
    '\u0000',
    '💥',
    '"stop"',
  ];
  await using socket = await openSocket(node.url, { token: ann.token });
  for (let n = 0; n < 2_000; n++) {
    socket.send(Array.from({ length: random.int(14) }, () => random.pick(words)).join(''));
  }
  socket.send(request(9_999, 'user.me'));
  expect((await socket.answers(9_999, 1))[0], `seed ${seed}`).toContain(ann.userId);
});
