import { randomUUID } from 'node:crypto';
import type { LogItem } from '@nova/contract';
import { expect, test } from 'vitest';
import { signUp, stockClient } from './testing/stock-client.ts';
import { openTestSystem } from './testing/test-system.ts';

test('[D8] a stock client signs up, sends and follows', async () => {
  await using system = await openTestSystem();
  const node = await system.openNode();
  const [ann, bob] = await Promise.all([signUp(node.url, 'Ann'), signUp(node.url, 'Bob')]);
  await using anns = stockClient(node.url, ann);
  await using bobs = stockClient(node.url, bob);
  const { conversationId } = await anns.trpc.conversation.openDirect.mutate({ userId: bob.userId });
  const heard = Promise.withResolvers<LogItem>();
  const started = Promise.withResolvers<void>();
  const follow = bobs.trpc.conversation.events.subscribe(
    { conversationId },
    { onStarted: () => started.resolve(), onData: ({ data }) => heard.resolve(data), onError: heard.reject },
  );
  await started.promise;
  const sent = await anns.trpc.message.send.mutate({ conversationId, clientId: randomUUID(), body: 'hello' });
  expect(await heard.promise).toMatchObject({ type: 'message.created', seq: sent.seq, body: 'hello' });
  follow.unsubscribe();
});
