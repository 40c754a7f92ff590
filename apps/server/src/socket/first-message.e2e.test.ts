import { expect, test } from 'vitest';
import { openSocket } from '../testing/raw-socket.ts';
import { openScene, request, subscription } from '../testing/scene.ts';

test('[D8] whatever a socket says first is answered, and what it says next', async () => {
  await using scene = await openScene();
  const { node, ann, conversationId } = scene;
  const follow = subscription(7, { conversationId });
  const query = request(8, 'user.me');
  const firsts: readonly [name: string, first: unknown, answered: string][] = [
    ['a ping', 'PING', 'PONG'],
    ['a query', query, '"id":8'],
    ['a subscription to events', follow, '"id":7'],
    ['another subscription', { ...subscription(9, undefined), params: { path: 'inbox.changes' } }, '"id":9'],
    ['the end of no subscription, and a query', [{ id: 3, method: 'subscription.stop' }, query], '"id":8'],
    ['both in one frame', [follow, query], '"id":8'],
    ['no JSON', '{', 'null'],
    ['an array of nothing', [], ''],
    ['an id that is too long', subscription('x'.repeat(100), { conversationId }), 'null'],
    ['bytes', Buffer.from(JSON.stringify(query)), 'null'],
  ];
  for (const [name, first, answered] of firsts) {
    await using socket = await openSocket(node.url, { token: ann.token });
    if (Buffer.isBuffer(first)) socket.ws.send(first);
    else socket.send(first);
    if (answered !== '') await socket.until((frame) => frame.includes(answered));
    socket.send('PING');
    await socket.until((frame) => frame === 'PONG');
    socket.send(request(20, 'user.me'));
    await socket.until((frame) => frame.startsWith('{"id":20,"result"'));
    socket.send(subscription(21, { conversationId }));
    await socket.until((frame) => frame === '{"id":21,"result":{"type":"started"}}');
    const { seq } = await scene.send(name);
    await socket.until((frame) => frame.startsWith('{"id":21,') && frame.includes(`"seq":${seq},`));
    expect(
      socket.frames.filter((frame) => frame.startsWith('{"id":20,')),
      name,
    ).toHaveLength(1);
    expect(
      socket.frames.filter((frame) => frame.includes(`{"id":21,`) && frame.includes('"body"')),
      name,
    ).toHaveLength(1);
  }
});

test('[D8] parameters that are announced come first', async () => {
  await using scene = await openScene();
  const { node, ann, conversationId } = scene;
  await using socket = await openSocket(node.url, { token: ann.token, query: '?connectionParams=1' });
  socket.send({ method: 'connectionParams', data: { any: 'thing' } });
  socket.send(subscription(1, { conversationId }));
  expect(await socket.answers(1, 1)).toEqual(['{"id":1,"result":{"type":"started"}}']);
});
