import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopback } from './address.ts';
import { answer, problem } from './answer.ts';
import type { Visit } from './visit.ts';
import type { Metrics } from '../metrics/metrics.ts';

/**
 * `/metrics`, for Prometheus: to whoever asks from this machine and through no proxy, and to whoever shows the operator
 * token, in its own header or as a bearer token.
 */
export function metricsHandler({ registry }: Metrics) {
  return async (req: IncomingMessage, res: ServerResponse, { operator }: Visit): Promise<void> => {
    const isLocal = isLoopback(req.socket.remoteAddress) && req.headers['x-forwarded-for'] === undefined;
    if (!operator && !isLocal) return answer(res, 403, problem('FORBIDDEN'));
    res.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' });
    res.end(await registry.metrics());
  };
}
