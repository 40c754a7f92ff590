import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { openScene, type Scene } from '../testing/scene.ts';
import type { Account } from '../testing/stock-client.ts';

interface Asked {
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Pair extends Scene {
  /**
   * What the stock handler answers and what the direct one does to the same request, both asked before: a command that
   * was done already is answered alike. `isDirect` is whether the direct one served it at all.
   */
  ask(asked: Asked, by?: Account | null): Promise<{ stock: unknown; direct: unknown; isDirect: boolean }>;
}

const json = { 'content-type': 'application/json' };

async function openPair(): Promise<Pair & AsyncDisposable> {
  const scene = await openScene();
  const stockNode = await scene.system.openNode({ directCalls: false });
  const ask = async (url: string, { path, body, method = 'POST', headers = json }: Asked, by: Account | null) => {
    const authorization = by ? { authorization: `Bearer ${by.token}` } : {};
    const response = await fetch(`${url}/api/trpc/${path}`, {
      method,
      headers: { ...headers, ...authorization },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const said = ['content-type', 'vary', 'allow', 'retry-after', 'x-content-type-options'].map((name) => [
      name,
      response.headers.get(name),
    ]);
    return {
      answer: { status: response.status, text: text.replace(/"requestId":"[^"]+"/, '"requestId":"…"'), said },
      // The stock handler streams its answers; nobody else does.
      isDirect: response.headers.get('content-length') !== null,
    };
  };
  return {
    ...scene,
    async ask(asked, by = scene.ann) {
      await ask(scene.node.url, asked, by);
      const stock = await ask(stockNode.url, asked, by);
      const direct = await ask(scene.node.url, asked, by);
      expect(stock.isDirect).toBe(false);
      return { stock: stock.answer, direct: direct.answer, isDirect: direct.isDirect };
    },
  };
}

test('[D8] a mutation by itself is answered byte for byte as by tRPC’s own handler', async () => {
  await using pair = await openPair();
  const { conversationId, ann, bob } = pair;
  const { messageId } = await pair.send('first');
  const send = (more: object = {}) =>
    JSON.stringify({ conversationId, clientId: randomUUID(), body: '"quotes" \u2028 💥 ünïcode', ...more });
  const encoded = new TextEncoder().encode(send());
  const asked: [Asked, (Account | null)?][] = [
    [{ path: 'message.send', body: send() }],
    [
      {
        path: 'message.send',
        body: send({ body: 'x'.repeat(8_000) }),
        headers: { 'content-type': 'Application/JSON; charset=utf-8' },
      },
    ],
    [{ path: 'message.send', body: Uint8Array.from([0xef, 0xbb, 0xbf, ...encoded]) }],
    [{ path: 'message.send', body: send({ body: 'x'.repeat(8_001) }) }],
    [{ path: 'message.send', body: send({ conversationId: randomUUID() }) }],
    [{ path: 'message.send', body: send({ replyToId: randomUUID() }) }],
    [{ path: 'message.send', body: send() }, null],
    [
      { path: 'message.send', body: send() },
      { ...ann, token: 'nonsense' },
    ],
    [{ path: 'message.send', body: '' }],
    [{ path: 'message.send' }],
    [{ path: 'message.send', body: '{"body":' }],
    [{ path: 'message.send', body: 'null' }],
    [{ path: 'message.send', body: '[1]' }],
    [{ path: 'message.send', body: Uint8Array.from([0x22, 0xff, 0xfe, 0x22]) }],
    [{ path: 'message.edit', body: JSON.stringify({ messageId, expectedVersion: 7, body: 'x' }) }],
    [{ path: 'message.react', body: JSON.stringify({ messageId, emoji: '👍', on: true }) }, bob],
    [{ path: 'message.delete', body: JSON.stringify({ messageId }) }, bob],
    [{ path: 'conversation.update', body: JSON.stringify({ conversationId }) }],
  ];
  for (const [one, by] of asked) {
    const { stock, direct, isDirect } = await pair.ask(one, by);
    expect(direct, JSON.stringify(one).slice(0, 200)).toEqual(stock);
    expect(isDirect, JSON.stringify(one).slice(0, 200)).toBe(true);
  }
});

test('[D8] everything else is left to tRPC’s own handler', async () => {
  await using pair = await openPair();
  const { conversationId } = pair;
  const send = { conversationId, clientId: randomUUID(), body: 'hello' };
  const body = JSON.stringify(send);
  const asked: Asked[] = [
    { path: 'message.send?batch=1', body: JSON.stringify({ 0: send }) },
    { path: 'message.send?x=1', body },
    { path: 'message.send', body, headers: { 'content-type': 'text/plain' } },
    { path: 'message.send', body, headers: { ...json, 'trpc-accept': 'application/jsonl' } },
    { path: 'message.send', body, headers: { ...json, accept: 'application/jsonl' } },
    { path: 'message.send', body, method: 'PUT' },
    { path: `message.send?input=${encodeURIComponent(body)}`, method: 'GET' },
    { path: 'message.list', body: JSON.stringify({ conversationId }) },
    { path: 'conversation.events', body: JSON.stringify({ conversationId }) },
    { path: 'message.nothing', body },
    { path: 'message.send/', body },
    { path: 'constructor', body },
    { path: '__proto__', body },
    { path: 'message.send', body: JSON.stringify({ ...send, body: 'x'.repeat(1_100_000) }) },
  ];
  for (const one of asked) {
    const { stock, direct, isDirect } = await pair.ask(one);
    expect(direct, JSON.stringify(one).slice(0, 200)).toEqual(stock);
    expect(isDirect, JSON.stringify(one).slice(0, 200)).toBe(false);
  }
});

test('who breaks off in the middle of a mutation harms nobody', async () => {
  await using pair = await openPair();
  const { port } = new URL(pair.node.url);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  const head = `POST /api/trpc/message.send HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${pair.ann.token}\r\n`;
  socket.write(`${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"conversationId":`);
  socket.destroy();
  await once(socket, 'close');
  expect((await pair.send('after')).seq).toBeGreaterThan(0);
});
