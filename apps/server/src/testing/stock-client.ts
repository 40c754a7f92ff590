import type { AppRouter } from '@nova/api';
import { createTRPCClient, createWSClient, httpLink, splitLink, type TRPCClient, wsLink } from '@trpc/client';

/** Somebody who signed up, with what programs and browsers sign in by. */
export interface Account {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
}

let accounts = 0;

/** Signs up over HTTP, as any program would. */
export async function signUp(url: string, name = 'Ann'): Promise<Account> {
  const person = { name, email: `person-${process.pid}-${++accounts}@nova.test`, password: 'correct horse battery' };
  const response = await fetch(new URL('/api/auth/sign-up/email', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  if (!response.ok) throw new Error(`sign-up: ${response.status} ${await response.text()}`);
  const { user } = (await response.json()) as { user: { id: string } };
  return { ...person, userId: user.id, token: response.headers.get('set-auth-token') ?? '' };
}

/** tRPC's own client with its own links; nothing of Nova's client. */
export interface StockClient extends AsyncDisposable {
  readonly trpc: TRPCClient<AppRouter>;
}

/** A WebSocket of Node, which takes headers where a browser's has cookies. */
type SocketConstructor = typeof WebSocket &
  (new (
    url: string | URL,
    how: { headers: Record<string, string> },
  ) => WebSocket);

/**
 * `url` may be another one for each connection, as behind a balancer. What is no subscription goes over HTTP, or over
 * the same socket.
 */
export function stockClient(
  url: string | (() => string),
  { token }: Pick<Account, 'token'>,
  { calls = 'http', operatorToken }: { readonly calls?: 'http' | 'socket'; readonly operatorToken?: string } = {},
): StockClient {
  const place = typeof url === 'string' ? () => url : url;
  const headers = {
    authorization: `Bearer ${token}`,
    ...(operatorToken === undefined ? {} : { 'x-nova-operator': operatorToken }),
  };
  const Native = WebSocket as SocketConstructor;
  class Socket extends Native {
    constructor(address: string | URL) {
      super(address, { headers });
    }
  }
  const client = createWSClient({
    url: () => `${place().replace(/^http/, 'ws')}/api/trpc`,
    WebSocket: Socket,
    retryDelayMs: () => 20,
  });
  const trpc = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => calls === 'socket' || type === 'subscription',
        true: wsLink({ client }),
        false: httpLink({ url: `${place()}/api/trpc`, headers }),
      }),
    ],
  });
  return { trpc, [Symbol.asyncDispose]: () => client.close() };
}
