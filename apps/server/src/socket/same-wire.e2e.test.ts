import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openSocket, type RawSocket } from '../testing/raw-socket.ts';
import { type Account, type StockClient, signUp, stockClient } from '../testing/stock-client.ts';
import { openTestSystem } from '../testing/test-system.ts';

const subscribe = (id: number | string, input: unknown, more: object = {}, rest: object = {}) => ({
  id,
  method: 'subscription',
  params: { path: 'conversation.events', input, ...more },
  ...rest,
});
const stop = (id: number | string) => ({ id, method: 'subscription.stop' });

/** What was said may differ in the ids of requests only. */
function plain(frames: readonly string[]): string[] {
  return frames.map((frame) => frame.replace(/"requestId":"[^"]+"/, '"requestId":"?"'));
}

/** Two sockets of one person, to a node with the direct road and to one without; whatever is said is said to both. */
class Pair implements AsyncDisposable {
  readonly direct: RawSocket;
  readonly stock: RawSocket;

  constructor(direct: RawSocket, stock: RawSocket) {
    this.direct = direct;
    this.stock = stock;
  }

  send(message: unknown): void {
    this.direct.send(message);
    this.stock.send(message);
  }

  /** The same frames came for this id on both. */
  async agree(id: number | string | null, count: number): Promise<string[]> {
    const [direct, stock] = await Promise.all([this.direct.answers(id, count), this.stock.answers(id, count)]);
    expect(plain(direct)).toEqual(plain(stock));
    return direct;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.direct[Symbol.asyncDispose](), this.stock[Symbol.asyncDispose]()]);
  }
}

interface Scene extends AsyncDisposable {
  readonly ann: Account;
  readonly bob: Account;
  readonly anns: StockClient['trpc'];
  readonly conversationId: string;
  send(body: string): Promise<{ messageId: string; seq: number }>;
  pair(who: Account, query?: string): Promise<Pair>;
}

async function openScene(): Promise<Scene> {
  await using starting = new AsyncDisposableStack();
  const system = starting.use(await openTestSystem());
  const [direct, stock] = await Promise.all([
    system.openNode(),
    system.openNode({ directEvents: false, directCalls: false }),
  ]);
  const [ann, bob] = await Promise.all([signUp(direct.url, 'Ann'), signUp(direct.url, 'Bob')]);
  const { trpc } = starting.use(stockClient(direct.url, ann));
  const made = await trpc.conversation.createGroup.mutate({ title: 'Both', memberIds: [bob.userId] });
  const { conversationId } = made;
  const running = starting.move();
  return {
    ann,
    bob,
    anns: trpc,
    conversationId,
    send: (body) => trpc.message.send.mutate({ conversationId, clientId: randomUUID(), body }),
    async pair({ token }, query = '') {
      const open = (url: string) => openSocket(url, { token, query });
      return running.use(new Pair(await open(direct.url), await open(stock.url)));
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

test('[D8] every kind of event is the same frame on both roads, live and caught up', async () => {
  await using scene = await openScene();
  const { anns, ann, bob, conversationId } = scene;
  const pair = await scene.pair(ann);
  pair.send(subscribe(1, { conversationId }));
  await pair.agree(1, 1);
  const first = await scene.send('"quotes" \\ \u2028 \u0001 💥 ünïcode');
  const second = await scene.send('x'.repeat(8_000));
  await anns.message.edit.mutate({ messageId: first.messageId, expectedVersion: 1, body: '\u0007'.repeat(8_000) });
  await anns.message.react.mutate({ messageId: first.messageId, emoji: '👍', on: true });
  await anns.message.pin.mutate({ messageId: second.messageId, on: true });
  await anns.conversation.update.mutate({ conversationId, title: 'A "title"', topic: 'é' });
  await anns.conversation.setRole.mutate({ conversationId, userId: bob.userId, role: 'admin' });
  await anns.message.delete.mutate({ messageId: first.messageId });
  const live = await pair.agree(1, 1 + 8);
  const cursors = live.slice(1).map((frame) => (JSON.parse(frame) as { result: { id: string } }).result.id);

  // From everywhere, by either way to give a cursor, with any kind of id, and with the protocol's name.
  pair.send([
    subscribe(2, { conversationId, lastEventId: cursors[0] }),
    subscribe('drei', { conversationId }, { lastEventId: cursors[2] }),
    subscribe('"4" ü', { conversationId, lastEventId: cursors[0] }, { lastEventId: cursors[4] }),
    subscribe(5.5, { conversationId, lastEventId: cursors[6] }, {}, { jsonrpc: '2.0' }),
    subscribe(-6, { conversationId, lastEventId: null }),
  ]);
  await pair.agree(2, 1 + 7);
  await pair.agree('drei', 1 + 5);
  await pair.agree('"4" ü', 1 + 3);
  await pair.agree(5.5, 1 + 1);
  await pair.agree(-6, 1);
  await scene.send('to all of them');
  for (const [id, count] of [
    [1, 10],
    [2, 9],
    ['drei', 7],
    ['"4" ü', 5],
    [5.5, 3],
    [-6, 2],
  ] as const)
    await pair.agree(id, count);
});

test('[D8][D5][A1] refusals, resets and ends are the same on both roads', async () => {
  await using scene = await openScene();
  const { anns, ann, bob, conversationId } = scene;
  const eve = await scene.pair(bob);
  const pair = await scene.pair(ann);
  const epoch = (await anns.message.list.query({ conversationId })).cursor.split('.')[0] ?? '';
  const bad: unknown[] = [
    { conversationId: randomUUID() },
    { conversationId: 'nothing' },
    undefined,
    null,
    'text',
    [],
    { conversationId, lastEventId: 'nonsense' },
    { conversationId, lastEventId: `${epoch}.999999` },
    { conversationId, lastEventId: 'x'.repeat(100) },
    { conversationId, lastEventId: 7 },
    { conversationId, lastEventId: 'other.1' },
  ];
  for (const [place, input] of bad.entries()) pair.send(subscribe(place, input));
  const counts = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2];
  for (const [place, count] of counts.entries()) await pair.agree(place, count);

  pair.send({ id: 50, method: 'subscription', params: { path: 'conversation.nothing', input: {} } });
  pair.send({ id: 51, method: 'query', params: { path: 'conversation.events', input: { conversationId } } });
  pair.send(subscribe(52, { conversationId: randomUUID() }, {}, { jsonrpc: '2.0' }));
  await pair.agree(50, 1);
  await pair.agree(51, 1);
  await pair.agree(52, 1);
  // The same id twice; stopped, stopped again, and used again; stopped before it began.
  pair.send(subscribe(60, { conversationId }));
  await pair.agree(60, 1);
  pair.send(subscribe(60, { conversationId }));
  await pair.agree(60, 2);
  pair.send(stop(60));
  await pair.agree(60, 3);
  pair.send([stop(60), stop(61)]);
  pair.send(subscribe(60, { conversationId }));
  await pair.agree(60, 4);
  pair.send([subscribe(62, { conversationId }), stop(62)]);
  await pair.agree(62, 1);
  // One message that is none spoils its batch.
  pair.send([subscribe(63, { conversationId }), { id: 64, method: 'nothing' }]);
  pair.send('no json');
  pair.send({ id: null, method: 'subscription', params: { path: 'conversation.events', input: {} } });
  await pair.agree(null, 3);

  // Removed: the event that says so, and nothing later.
  eve.send(subscribe(1, { conversationId }));
  await eve.agree(1, 1);
  await anns.conversation.removeMember.mutate({ conversationId, userId: bob.userId });
  await scene.send('not for Bob');
  const told = await eve.agree(1, 3);
  expect(told[1]).toContain('member.removed');
  expect(told[2]).toBe('{"id":1,"result":{"type":"stopped"}}');
});

test('[D8] a socket that announces connection parameters is served the same', async () => {
  await using scene = await openScene();
  const { ann, conversationId } = scene;
  const pair = await scene.pair(ann, '?connectionParams=1');
  pair.send({ method: 'connectionParams', data: { any: 'thing' } });
  pair.send([subscribe(1, { conversationId }), { id: 2, method: 'query', params: { path: 'user.me' } }]);
  await pair.agree(1, 1);
  await pair.agree(2, 1);
  pair.send('PING');
  await Promise.all([pair.direct, pair.stock].map((socket) => socket.until((frame) => frame === 'PONG')));
});

test('[D8] mutations are answered the same on both roads', async () => {
  await using scene = await openScene();
  const { ann, anns, conversationId } = scene;
  const pair = await scene.pair(ann);
  const { messageId } = await scene.send('first');
  const sent = { conversationId, clientId: randomUUID(), body: '"quotes" \u2028 💥' };
  await anns.message.send.mutate(sent);
  await anns.message.react.mutate({ messageId, emoji: '👍', on: true });
  const asked: readonly [path: string, input: unknown, more?: object][] = [
    ['message.send', sent],
    ['message.send', sent, { jsonrpc: '2.0' }],
    ['message.send', { ...sent, body: 'another' }],
    ['message.send', { ...sent, body: 'another' }, { jsonrpc: '2.0' }],
    ['message.send', { ...sent, clientId: randomUUID(), body: 'x'.repeat(8_001) }],
    ['message.send', { ...sent, conversationId: randomUUID() }],
    ['message.send', undefined],
    ['message.send', [null]],
    ['message.react', { messageId, emoji: '👍', on: true }],
    ['message.edit', { messageId, expectedVersion: 7, body: 'x' }],
    ['message.list', { conversationId }],
    ['conversation.events', { conversationId }],
    ['message.nothing', {}],
    ['constructor', {}],
  ];
  for (const [id, [path, input, more]] of asked.entries()) {
    pair.send({ id, method: 'mutation', params: { path, input }, ...more });
    await pair.agree(id, 1);
  }
  pair.send(['a', 'b'].map((id) => ({ id, method: 'mutation', params: { path: 'message.send', input: sent } })));
  await pair.agree('a', 1);
  await pair.agree('b', 1);
  pair.send({ id: 100, method: 'mutation' });
  await pair.agree(null, 1);
});
