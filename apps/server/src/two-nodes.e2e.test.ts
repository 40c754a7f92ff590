import { randomUUID } from 'node:crypto';
import type { LogItem } from '@nova/contract';
import { type Gate, gate, tcpProxy } from '@nova/testkit';
import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import { type Account, type StockClient, signUp, stockClient } from './testing/stock-client.ts';
import { openTestSystem } from './testing/test-system.ts';

/** Follows a conversation from its beginning with tRPC's own client, which resumes by itself. */
function followAll(client: StockClient, conversationId: string, cursor: string) {
  const heard: LogItem[] = [];
  const errors: unknown[] = [];
  const watchers = new Set<() => void>();
  let starts = 0;
  const { unsubscribe } = client.trpc.conversation.events.subscribe(
    { conversationId, lastEventId: cursor },
    {
      onStarted: () => void starts++,
      onData: ({ data }) => {
        heard.push(data);
        for (const check of watchers) check();
      },
      onError: (error) => errors.push(error),
    },
  );
  return {
    heard,
    errors,
    unsubscribe,
    get starts() {
      return starts;
    },
    async until(count: number): Promise<number[]> {
      if (heard.length < count)
        await new Promise<void>((resolve) => {
          watchers.add(() => heard.length >= count && resolve());
        });
      return heard.map(({ seq }) => seq);
    },
  };
}

async function group(client: StockClient, ...others: Account[]) {
  const memberIds = others.map(({ userId }) => userId);
  const { conversationId } = await client.trpc.conversation.createGroup.mutate({ title: 'Both', memberIds });
  const { cursor, asOfSeq } = await client.trpc.message.list.query({ conversationId });
  return { conversationId, cursor, asOfSeq };
}

const message = (conversationId: string, body: string) => ({ conversationId, clientId: randomUUID(), body });
const run = (from: number, count: number): number[] => Array.from({ length: count }, (_, place) => from + place);

test('[R1][D3] two nodes are one system: what is sent to either reaches the followers of both, in one order', async () => {
  await using system = await openTestSystem();
  const [here, there] = await Promise.all([system.openNode(), system.openNode()]);
  const [ann, bob] = await Promise.all([signUp(here.url, 'Ann'), signUp(there.url, 'Bob')]);
  await using anns = stockClient(here.url, ann);
  await using bobs = stockClient(there.url, bob);
  const { conversationId, cursor, asOfSeq } = await group(anns, bob);
  const [byAnn, byBob] = [followAll(anns, conversationId, cursor), followAll(bobs, conversationId, cursor)];
  const sends = Array.from({ length: 60 }, (_, n) =>
    (n % 2 === 0 ? anns : bobs).trpc.message.send.mutate(message(conversationId, `message ${n}`)),
  );
  const seqs = (await Promise.all(sends)).map(({ seq }) => seq);
  const wanted = run(asOfSeq + 1, 60);
  expect(seqs.toSorted((a, b) => a - b)).toEqual(wanted);
  expect(await byAnn.until(60)).toEqual(wanted);
  expect(await byBob.until(60)).toEqual(wanted);
  expect(byAnn.heard).toEqual(byBob.heard);
});

test('[D8][D3][W6] a stock client with one socket for all is cut while others and itself write: no gap, no repeat', async () => {
  await using system = await openTestSystem();
  // What Bob sends last before a cut is committed, and its answer meets the cut.
  let answers: Gate | null = null;
  using ending = new DisposableStack();
  ending.defer(() => answers?.open());
  const failpoint = (name: string) => (name === 'after-commit' ? answers?.pass() : undefined);
  const [here, there] = await Promise.all([system.openNode(), system.openNode({}, { failpoint })]);
  const [ann, bob] = await Promise.all([signUp(here.url, 'Ann'), signUp(here.url, 'Bob')]);
  await using way = await tcpProxy({ host: '127.0.0.1', port: Number(new URL(there.url).port) });
  await using anns = stockClient(here.url, ann);
  await using bobs = stockClient(`http://127.0.0.1:${way.port}`, bob, { calls: 'socket' });
  const { conversationId, cursor, asOfSeq } = await group(anns, bob);
  const byBob = followAll(bobs, conversationId, cursor);
  let sent = 0;
  const send = (by = anns) => by.trpc.message.send.mutate(message(conversationId, `message ${++sent}`));
  for (let cuts = 0; cuts < 5; cuts++) {
    for (let n = 0; n < 5; n++) await send(n % 2 === 0 ? anns : bobs);
    await byBob.until(sent);
    answers = gate();
    const cutOff = message(conversationId, `message ${++sent}`);
    const unanswered = bobs.trpc.message.send.mutate(cutOff).catch((error: unknown) => error);
    await answers.arrived();
    await way.cut();
    expect(await unanswered).toBeInstanceOf(TRPCClientError);
    answers.open();
    // While nobody listens; then both at once.
    for (let n = 0; n < 20; n++) await send();
    const more = Array.from({ length: 10 }, () => send());
    await way.restore();
    const [again, once] = [await bobs.trpc.message.send.mutate(cutOff), await bobs.trpc.message.send.mutate(cutOff)];
    expect(again).toEqual(once);
    await Promise.all(more);
  }
  expect(await byBob.until(sent)).toEqual(run(asOfSeq + 1, sent));
  expect(byBob.errors).toEqual([]);
  expect(byBob.starts).toBeGreaterThan(5);
  const { messages } = await anns.trpc.message.list.query({ conversationId, limit: 200 });
  expect(messages).toHaveLength(sent);
});

test('[D3] a node that stops sends its clients to the other one, and nothing is missed', async () => {
  await using system = await openTestSystem();
  const [here, there] = await Promise.all([system.openNode({ reconnectSpreadMs: 50 }), system.openNode()]);
  const [ann, bob] = await Promise.all([signUp(there.url, 'Ann'), signUp(there.url, 'Bob')]);
  await using anns = stockClient(there.url, ann);
  let isGone = false;
  await using bobs = stockClient(() => (isGone ? there.url : here.url), bob);
  const { conversationId, cursor, asOfSeq } = await group(anns, bob);
  const byBob = followAll(bobs, conversationId, cursor);
  const send = (n: number) => anns.trpc.message.send.mutate(message(conversationId, `message ${n}`));
  for (let n = 0; n < 10; n++) await send(n);
  await byBob.until(10);
  isGone = true;
  const stopped = here.stop();
  for (let n = 10; n < 40; n++) await send(n);
  await stopped;
  for (let n = 40; n < 50; n++) await send(n);
  expect(await byBob.until(50)).toEqual(run(asOfSeq + 1, 50));
  expect(byBob.errors).toEqual([]);
});
