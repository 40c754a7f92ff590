import type { IncomingMessage, ServerResponse } from 'node:http';
import { wireVersionHeader } from '@nova/contract';

const methods = 'GET, HEAD, POST, PUT, OPTIONS';
const requestHeaders = `authorization, content-type, trpc-accept, ${wireVersionHeader}, x-request-id`;
const answerHeaders = 'retry-after, set-auth-token, x-request-id';
const preflightSeconds = '600';

/**
 * Tells a browser that a page of another origin may read the answer. True when that was all it asked for (a preflight)
 * and the request is answered. Whether the origin is allowed was asked before.
 */
export function answerCrossOrigin({ method, headers }: IncomingMessage, res: ServerResponse): boolean {
  const { origin, host } = headers;
  if (origin === undefined || origin.endsWith(`://${host}`)) return false;
  res.setHeader('access-control-allow-origin', origin);
  res.setHeader('access-control-allow-credentials', 'true');
  res.setHeader('access-control-expose-headers', answerHeaders);
  if (method !== 'OPTIONS') return false;
  res.writeHead(204, {
    'access-control-allow-methods': methods,
    'access-control-allow-headers': requestHeaders,
    'access-control-max-age': preflightSeconds,
  });
  res.end();
  return true;
}
