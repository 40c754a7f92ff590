import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Api, type ApiContext, appRouter, refuse } from '@nova/api';
import { limits, wireVersionHeader } from '@nova/contract';
import type { TRPCError } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import type { Sessions } from '../auth/sessions.ts';
import type { Settings } from '../settings.ts';
import type { Connections } from '../socket/connections.ts';
import { pressingPages } from './pressed-pages.ts';
import type { Handler } from './request-handler.ts';
import { type HttpCall, serveSingleMutation, type SingleCallParts, singleMutation } from './single-call.ts';
import type { Visit } from './visit.ts';

export const trpcPath = '/api/trpc';

export interface TrpcHandlerParts {
  readonly api: Api;
  readonly sessions: Sessions;
  readonly connections: Connections;
  readonly settings: Settings;
  readonly onError: (failed: { readonly error: TRPCError; readonly path: string | undefined }) => void;
  /** What is known of a request since it came. */
  readonly visitOf: (req: IncomingMessage) => Visit;
}

/**
 * Every procedure over HTTP, by tRPC's own handler: batches, body limit, event streams. A mutation that comes by itself
 * is answered the same, but sooner (see `single-call.ts`).
 */
export function trpcHandler(parts: TrpcHandlerParts): Handler {
  const { api, sessions, connections, settings, onError, visitOf } = parts;
  const contextOf = async ({ req, res, visit }: HttpCall, isLasting: boolean): Promise<ApiContext> => {
    const { requestId, address, operator } = visit;
    if (isTooOld(req, settings.oldestWire)) throw refuse('CLIENT_TOO_OLD');
    const identity = await sessions.identify(req.headers);
    if (identity) {
      for (const cookie of identity.setCookies) res.appendHeader('set-cookie', cookie);
      if (isLasting) holdToSession(connections, res, { ...identity, address });
    }
    return api.contextFor({ caller: identity, operator, requestId, address });
  };
  const stock = pressingPages(
    trpcPath,
    createHTTPHandler({
      router: appRouter,
      basePath: trpcPath,
      maxBodySize: limits.requestMaxBytes,
      maxBatchSize: settings.batchMax,
      onError,
      createContext: ({ req, res, info }) => contextOf({ req, res, visit: visitOf(req) }, info.type === 'subscription'),
    }),
  );
  const single: SingleCallParts = { contextOf: (call) => contextOf(call, false), onError };
  return (req, res, visit) => {
    const path = settings.directCalls ? singleMutation(req, trpcPath) : null;
    return path === null ? stock(req, res) : serveSingleMutation(single, path, { req, res, visit });
  };
}

/** Whether a client says that it speaks a wire which this server does not any more. Programs that say nothing are believed. */
function isTooOld(req: IncomingMessage, oldest: number): boolean {
  const spoken = req.headers[wireVersionHeader];
  return typeof spoken === 'string' && !(Number(spoken) >= oldest);
}

/** An event stream is a connection like any other: counted, and closed with its session (A2, A3). */
function holdToSession(
  connections: Connections,
  res: ServerResponse,
  by: { readonly userId: string; readonly sessionId: string; readonly address: string },
): void {
  if (connections.full(by)) throw refuse('RATE_LIMITED', { retryAfterMs: 5_000 });
  const release = connections.add({
    ...by,
    subscriptions: () => 1,
    unreadBytes: () => res.writableLength,
    leave: () => {},
    check: () => {},
    end: () => res.destroy(),
  });
  res.once('close', release);
}
