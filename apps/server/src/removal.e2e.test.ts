import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { openSocket } from './testing/raw-socket.ts';
import { openScene, request, sendMuch, subscription } from './testing/scene.ts';

const stopped = '{"id":1,"result":{"type":"stopped"}}';

test('[D7] whoever is removed gets everything up to the event that says so, and nothing later, on every node', async () => {
  await using scene = await openScene();
  const { node, system, anns, bob, conversationId } = scene;
  const other = await system.openNode();
  const sockets = await Promise.all([node, other].map(({ url }) => openSocket(url, { token: bob.token })));
  for (const socket of sockets) socket.send(subscription(1, { conversationId }));
  for (const socket of sockets) await socket.answers(1, 1);
  // All at once: what is committed before the removal is Bob's, the rest is not.
  const before = Array.from({ length: 20 }, (_, n) => scene.send(`early ${n}`));
  const removal = anns.conversation.removeMember.mutate({ conversationId, userId: bob.userId });
  const after = Array.from({ length: 20 }, (_, n) => scene.send(`late ${n}`));
  const { seq } = await removal;
  const sent = await Promise.all([...before, ...after]);
  const mine = sent.filter((message) => message.seq < seq).length;
  for (const socket of sockets) {
    await socket.until((frame) => frame === stopped);
    const frames = socket.frames.filter((frame) => frame.startsWith('{"id":1,'));
    expect(frames).toHaveLength(1 + mine + 1 + 1);
    expect(frames.at(-2)).toContain('"type":"member.removed"');
    expect(frames.at(-1)).toBe(stopped);
  }
  await scene.send('and later');
  for (const socket of sockets) {
    socket.send(subscription(2, { conversationId }));
    expect((await socket.answers(2, 1))[0]).toContain('"reason":"NOT_A_MEMBER"');
    expect(socket.frames.join('')).not.toContain('and later');
    await socket[Symbol.asyncDispose]();
  }
});

test('[D7][D4] one who reads nothing while being removed gets the same when reading on', async () => {
  await using scene = await openScene({ socketBufferBytes: 16_384 });
  const { node, anns, bob, conversationId } = scene;
  await using socket = await openSocket(node.url, { token: bob.token });
  socket.send(subscription(1, { conversationId }));
  await socket.answers(1, 1);
  socket.ws.pause();
  const messages = 700;
  await sendMuch(scene, messages);
  await anns.conversation.removeMember.mutate({ conversationId, userId: bob.userId });
  await scene.send('not for Bob');
  socket.ws.resume();
  await socket.until((frame) => frame === stopped);
  expect(socket.frames).toHaveLength(1 + messages + 1 + 1);
  expect(socket.frames.at(-2)).toContain('"type":"member.removed"');
});

test('[X1] after a delete nothing hands out the text: no replay, no page, no stream, on no node', async () => {
  await using scene = await openScene();
  const { node, system, anns, bob, conversationId } = scene;
  const other = await system.openNode();
  const { cursor } = await anns.message.list.query({ conversationId });
  const sockets = await Promise.all([node, other].map(({ url }) => openSocket(url, { token: bob.token })));
  for (const socket of sockets) {
    socket.send(subscription(1, { conversationId }));
    await socket.answers(1, 1);
  }
  const { messageId } = await scene.send('to be unsaid');
  await anns.message.edit.mutate({ messageId, expectedVersion: 1, body: 'unsaid in other words' });
  await scene.send('stays');
  for (const socket of sockets) await socket.answers(1, 4);
  await anns.message.delete.mutate({ messageId });
  for (const socket of sockets) {
    await socket.answers(1, 5);
    const told = socket.frames.length;
    socket.send(subscription(2, { conversationId, lastEventId: cursor }));
    socket.send(request(3, 'message.list', { input: { conversationId } }));
    expect(await socket.answers(2, 5)).toHaveLength(5);
    await socket.answers(3, 1);
    const later = socket.frames.slice(told).join('');
    expect(later).toContain('stays');
    expect(later).not.toContain('unsaid');
    await socket[Symbol.asyncDispose]();
  }
  const redis = new Redis(system.redis.url);
  const streams = await redis.keys('nova:*:log:*');
  expect(streams).toHaveLength(1);
  expect(JSON.stringify(await redis.xrange(streams[0] ?? '', '-', '+'))).not.toContain('unsaid');
  redis.disconnect();
});
