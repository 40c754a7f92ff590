import type { IncomingMessage, ServerResponse } from 'node:http';
import { filesPath } from '@nova/contract';
import type { Logger } from 'pino';
import type { BudgetKind } from '../limits/user-limiter.ts';
import type { SharedLimiter } from '../limits/shared-limiter.ts';
import { answer, problem } from './answer.ts';
import { authPath } from './auth-handler.ts';
import { answerCrossOrigin } from './cross-origin.ts';
import { isForged, type Origins } from './origin.ts';
import { trpcPath } from './trpc-handler.ts';
import type { Visit } from './visit.ts';

/** Answers one request, or has it answered. */
export type Handler = (req: IncomingMessage, res: ServerResponse, visit: Visit) => Promise<void> | void;

export interface RequestHandlerParts {
  readonly origins: Origins;
  readonly limiter: SharedLimiter<BudgetKind>;
  readonly log: Logger;
  readonly visitOf: (req: IncomingMessage) => Visit;
  readonly isClosing: () => boolean;
  readonly trpc: Handler;
  readonly auth: Handler;
  readonly files: Handler;
  /** By exact path: health, metrics, reports. */
  readonly own: ReadonlyMap<string, Handler>;
  /** Everything that is not the server's own. */
  readonly rest: Handler;
}

/** All HTTP of one origin. Answers everything; never throws. */
export function requestHandler(parts: RequestHandlerParts): (req: IncomingMessage, res: ServerResponse) => void {
  const { log, visitOf, isClosing } = parts;
  return (req, res) => {
    const visit = visitOf(req);
    const { requestId } = visit;
    const startedMs = performance.now();
    res.setHeader('x-request-id', requestId);
    if (isClosing()) res.setHeader('connection', 'close');
    res.once('finish', () => {
      const { statusCode: status } = res;
      const line = {
        requestId,
        method: req.method,
        path: pathOf(req),
        status,
        ms: Math.round(performance.now() - startedMs),
      };
      if (status >= 500) log.error(line, 'request');
      else if (status >= 400) log.info(line, 'request');
      else log.debug(line, 'request');
    });
    serve(parts, { req, res, visit }).catch((error: unknown) => {
      log.error({ err: error, requestId, path: pathOf(req) }, 'a request failed');
      if (res.headersSent) res.destroy();
      else answer(res, 500, problem('INTERNAL'));
    });
  };
}

async function serve(
  parts: RequestHandlerParts,
  { req, res, visit }: { req: IncomingMessage; res: ServerResponse; visit: Visit },
): Promise<void> {
  const handler = handlerOf(parts, pathOf(req));
  if (!handler) return parts.rest(req, res, visit);
  res.setHeader('x-content-type-options', 'nosniff');
  res.setHeader('cache-control', 'no-store');
  if (isForged(parts.origins, req.method ?? '', req.headers)) return answer(res, 403, problem('FORBIDDEN_ORIGIN'));
  if (answerCrossOrigin(req, res)) return;
  const wait = await parts.limiter.consume('request', visit.address);
  if (!wait) return handler(req, res, visit);
  res.setHeader('retry-after', Math.ceil(wait.retryAfterMs / 1_000));
  answer(res, 429, { ...problem('RATE_LIMITED'), retryAfterMs: wait.retryAfterMs });
}

function handlerOf({ own, trpc, auth, files }: RequestHandlerParts, path: string): Handler | null {
  if (path.startsWith(`${trpcPath}/`)) return trpc;
  if (path.startsWith(`${authPath}/`)) return auth;
  if (path.startsWith(`${filesPath}/`)) return files;
  return own.get(path) ?? null;
}

/** Without the query, which may hold what is nobody's business. */
export function pathOf(req: IncomingMessage): string {
  const url = req.url ?? '/';
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
