import { join } from 'node:path';
import type { Id } from '@nova/contract';
import type { Invocation } from '../invocation.ts';

/** Everything that is kept of one account on this machine but its session: unsent messages, positions. */
export function accountFolder({ env, url }: Pick<Invocation, 'env' | 'url'>, userId: Id): string {
  const server = `${url.protocol.slice(0, -1)}-${url.host.replaceAll(/[^a-z0-9.-]/gi, '_')}`;
  return join(env.stateFolder, server, userId);
}

/** Its unsent messages. */
export function outboxFolder(invocation: Pick<Invocation, 'env' | 'url'>, userId: Id): string {
  return join(accountFolder(invocation, userId), 'outbox');
}
