import { randomUUID } from 'node:crypto';
import type { RunningServer } from '../start-server.ts';
import type { Settings } from '../settings.ts';
import { openSocket } from './raw-socket.ts';
import { type Account, signUp, type StockClient, stockClient } from './stock-client.ts';
import { openTestSystem, type TestSystem } from './test-system.ts';

/** One node, Ann and Bob in one group, and what Ann can do. */
export interface Scene extends AsyncDisposable {
  readonly system: TestSystem;
  readonly node: RunningServer;
  readonly ann: Account;
  readonly bob: Account;
  readonly anns: StockClient['trpc'];
  readonly conversationId: string;
  /** Ann says something. */
  send(body: string): Promise<{ messageId: string; seq: number }>;
}

export async function openScene(over: Partial<Settings> = {}): Promise<Scene> {
  await using starting = new AsyncDisposableStack();
  const system = starting.use(await openTestSystem());
  const node = await system.openNode(over);
  const [ann, bob] = await Promise.all([signUp(node.url, 'Ann'), signUp(node.url, 'Bob')]);
  const { trpc } = starting.use(stockClient(node.url, ann));
  const { conversationId } = await trpc.conversation.createGroup.mutate({ title: 'Both', memberIds: [bob.userId] });
  const running = starting.move();
  return {
    system,
    node,
    ann,
    bob,
    anns: trpc,
    conversationId,
    send: (body) => trpc.message.send.mutate({ conversationId, clientId: randomUUID(), body }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** A frame that subscribes to a conversation's events. */
export function subscription(id: number | string, input: unknown): object {
  return { id, method: 'subscription', params: { path: 'conversation.events', input } };
}

/** A frame that asks for something else. */
export function request(
  id: number,
  path: string,
  how: { method?: 'query' | 'mutation'; input?: unknown } = {},
): object {
  return { id, method: how.method ?? 'query', params: { path, input: how.input } };
}

/** Long, and quickly entered into the search. */
export const longBody = '.'.repeat(8_000);

/** Ann says so much (hundreds), over a socket of hers, since that is the quickest way. */
export async function sendMuch({ node, ann, conversationId }: Scene, messages: number): Promise<void> {
  await using socket = await openSocket(node.url, { token: ann.token });
  for (let sent = 0; sent < messages; sent += 100) {
    const calls = Array.from({ length: 100 }, (_, place) =>
      request(sent + place, 'message.send', {
        method: 'mutation',
        input: { conversationId, clientId: randomUUID(), body: longBody },
      }),
    );
    socket.send(calls);
    for (let id = sent; id < sent + 100; id++) await socket.answers(id, 1);
  }
}
