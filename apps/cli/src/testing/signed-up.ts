import type { Id } from '@nova/contract';
import { createNovaClient, inProcessTabs, type NovaClient } from '@nova/client';
import type { Machine } from './nova-process.ts';
import type { TestServer } from './test-server.ts';
import { openMachine } from './nova-process.ts';

/** Somebody with an account: a client to look with, and the token for the command line. */
export interface Somebody extends AsyncDisposable {
  readonly client: NovaClient;
  readonly token: string;
  readonly userId: Id;
}

export async function signedUp(server: TestServer, name: string): Promise<Somebody> {
  const client = createNovaClient({ url: server.url, tabs: inProcessTabs() });
  const userId = await client.signUp({
    name,
    email: `${name.toLowerCase()}@nova.example`,
    password: 'a good password',
  });
  const { token } = client;
  if (token === null) throw new Error('no token for programs');
  return { client, token, userId, [Symbol.asyncDispose]: () => client.close() };
}

/** The machine of somebody who may do what operators may. */
export function machineOf(server: TestServer, { token }: Somebody, url = server.url): Promise<Machine> {
  return openMachine({ NOVA_URL: url, NOVA_TOKEN: token, NOVA_OPERATOR_TOKEN: server.operatorToken });
}

/** Every message of a conversation, oldest first. */
export async function historyOf({ client }: Somebody, conversationId: Id) {
  const all = [];
  for (let after = 0; ; ) {
    const { messages, hasMoreAfter } = await client.trpc.message.list.query({ conversationId, after, limit: 200 });
    all.push(...messages);
    after = messages.at(-1)?.seq ?? after;
    if (!hasMoreAfter) return all;
  }
}
