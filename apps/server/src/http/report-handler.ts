import type { IncomingMessage, ServerResponse } from 'node:http';
import { seqSchema, uuidSchema } from '@nova/contract';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { BudgetKind } from '../limits/user-limiter.ts';
import type { SharedLimiter } from '../limits/shared-limiter.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { answer, problem } from './answer.ts';
import { readJson, tooLong } from './read-json.ts';
import type { Visit } from './visit.ts';

export const reportPath = '/api/report';

const bodyMaxBytes = 16_384;
const framesMax = 20;
const word = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/);
/** Where something was thrown: only the lines that name a place in a file are kept, since the others hold its message. */
const frames = z
  .string()
  .max(8_000)
  .transform((stack) =>
    stack
      .split('\n')
      .filter((line) => /:\d+:\d+\)?$/.test(line))
      .map((line) => line.trim().slice(0, 200))
      .slice(0, framesMax),
  );
const error = z.object({ name: word.default('Error'), stack: frames.default([]) });
/** A line of one of the app's own files. */
const place = z
  .string()
  .regex(/^(\/[\w./-]{1,200}:\d+:\d+)?$/)
  .default('');
const conversationId = uuidSchema;

/** What a client may report: the incidents of `@nova/client`, with errors as their name and the places of their stack. */
const incidentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('gap'), conversationId, expectedSeq: seqSchema, gotSeq: seqSchema }),
  z.object({ type: z.literal('reload'), conversationId, why: z.enum(['gap', 'reset', 'badCursor']) }),
  z.object({ type: z.literal('unknownEvent'), conversationId, seq: seqSchema }),
  z.object({ type: z.literal('entryFailed'), conversationId, kind: word, cause: word }),
  z.object({ type: z.literal('uncaught'), error }),
  z.object({ type: z.literal('workerFailed'), what: word, error }),
  z.object({ type: z.literal('policy'), directive: word, blocked: word, place }),
  z.object({ type: z.literal('storageFailed'), what: word, error: error.optional() }),
]);

const reportSchema = z.object({
  /** Which build of the client. */
  version: z
    .string()
    .regex(/^[\w.+-]{1,64}$/)
    .optional(),
  incidents: z.array(incidentSchema).min(1).max(20),
});

export interface ReportHandlerParts {
  readonly metrics: Metrics;
  readonly limiter: SharedLimiter<BudgetKind>;
  readonly log: Logger;
}

/** Takes reports of what went wrong in clients: `{ version?, incidents: [...] }`. Counts and logs them; 204. */
export function reportHandler({ metrics, limiter, log }: ReportHandlerParts) {
  return async (req: IncomingMessage, res: ServerResponse, { address, requestId }: Visit): Promise<void> => {
    if (req.method !== 'POST') return answer(res, 405, problem('METHOD_NOT_ALLOWED'));
    const wait = await limiter.consume('report', address);
    if (wait) return answer(res, 429, { ...problem('RATE_LIMITED'), retryAfterMs: wait.retryAfterMs });
    const body = await readJson(req, bodyMaxBytes);
    if (body === tooLong) return answer(res.setHeader('connection', 'close'), 413, problem('TOO_LONG'));
    const report = reportSchema.safeParse(body);
    if (!report.success) return answer(res, 400, problem('INVALID_INPUT'));
    for (const incident of report.data.incidents) {
      metrics.incidents.inc({ type: incident.type });
      log.warn({ requestId, version: report.data.version, incident }, 'a client reports');
    }
    res.writeHead(204).end();
  };
}
