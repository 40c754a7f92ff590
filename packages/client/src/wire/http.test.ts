import { expect, test } from 'vitest';
import { createNovaClient } from '../client.ts';
import { classify } from '../outbox/classification.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { inProcessTabs } from '../tabs/in-process-tabs.ts';

async function verdictAt(status: number, headers: Record<string, string> = {}): Promise<unknown> {
  const client = createNovaClient({
    url: 'http://nova.test',
    auth: { kind: 'bearer', token: 'x' },
    store: new MemoryStore(),
    tabs: inProcessTabs(),
    fetch: async () =>
      new Response('<html>Nova is away</html>', { status, headers: { 'content-type': 'text/html', ...headers } }),
  });
  const error: unknown = await client.trpc.user.me.query().catch((thrown: unknown) => thrown);
  await client.close();
  const { cause, policy, retryAfterMs } = classify(error);
  return { cause, policy, retryAfterMs };
}

test('[O3] what a proxy answers in words of its own counts by its status, with its wait', async () => {
  expect(await verdictAt(503)).toEqual({ cause: 'HTTP_BUSY', policy: 'retry', retryAfterMs: 0 });
  expect(await verdictAt(429, { 'retry-after': '7' })).toEqual({
    cause: 'HTTP_BUSY',
    policy: 'retry',
    retryAfterMs: 7_000,
  });
  expect(await verdictAt(413)).toEqual({ cause: 'HTTP_REFUSED', policy: 'permanent', retryAfterMs: 0 });
  expect(await verdictAt(401)).toEqual({ cause: 'HTTP_SIGN_IN', policy: 'signIn', retryAfterMs: 0 });
  // A captive portal says yes and means nothing by it.
  expect(await verdictAt(200)).toMatchObject({ policy: 'retry' });
});

test('[A4] what is small is asked for so that it outlives the page; what is not would take the room of others', async () => {
  const asked: (boolean | undefined)[] = [];
  const client = createNovaClient({
    url: 'http://nova.test',
    auth: { kind: 'bearer', token: 'x' },
    store: new MemoryStore(),
    tabs: inProcessTabs(),
    fetch(_, init) {
      asked.push(init?.keepalive);
      return Promise.resolve(new Response('away', { status: 503, headers: { 'content-type': 'text/html' } }));
    },
  });
  const conversationId = crypto.randomUUID();
  await client.trpc.conversation.markRead.mutate({ conversationId, seq: 1 }).catch(() => null);
  await client.trpc.message.send
    .mutate({ conversationId, clientId: crypto.randomUUID(), body: 'long '.repeat(400) })
    .catch(() => null);
  await client.close();
  expect(asked).toEqual([true, false]);
});
