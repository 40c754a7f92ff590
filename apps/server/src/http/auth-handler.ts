import type { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeHandler } from 'better-auth/node';
import { type Auth, authRoutes, trustedAddressHeader } from '../auth/auth.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { BudgetKind } from '../limits/user-limiter.ts';
import type { SharedLimiter } from '../limits/shared-limiter.ts';
import { answer, problem } from './answer.ts';
import type { Visit } from './visit.ts';

export const authPath = '/api/auth';

const bodyMaxBytes = 16_384;
/** Routes that may have ended a session: Postgres tells of it too, but a moment later. */
const endings: ReadonlySet<string> = new Set(['/sign-out', '/change-password', '/reset-password']);

/** Signing up, in and out, by the library; what Nova does not use of it is not there. */
export function authHandler(
  auth: Auth,
  { sessions, limiter }: { readonly sessions: Sessions; readonly limiter: SharedLimiter<BudgetKind> },
): (req: IncomingMessage, res: ServerResponse, visit: Visit) => Promise<void> {
  const handle = toNodeHandler(auth);
  return async (req, res, { address }) => {
    const path = new URL(req.url ?? '', 'http://nova').pathname.slice(authPath.length);
    if (!authRoutes.has(path)) return answer(res, 404, problem('NOT_FOUND'));
    const wait = await limiter.consume('auth', address);
    if (wait) {
      res.setHeader('retry-after', Math.ceil(wait.retryAfterMs / 1_000));
      return answer(res, 429, { ...problem('RATE_LIMITED'), retryAfterMs: wait.retryAfterMs });
    }
    // The library reads as much as it is sent; what says no length may be anything.
    const length = Number(req.headers['content-length'] ?? (req.headers['transfer-encoding'] ? Number.NaN : 0));
    if (Number.isNaN(length)) return answer(res, 411, problem('LENGTH_REQUIRED'));
    if (length > bodyMaxBytes) return answer(res, 413, problem('TOO_LONG'));
    req.headers[trustedAddressHeader] = address;
    await handle(req, res);
    if (endings.has(path)) sessions.forget();
  };
}
