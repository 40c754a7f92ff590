import type { Api } from '@nova/api';
import type { Database } from '@nova/db';
import type { Logger } from 'pino';
import type { Auth } from '../auth/auth.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { Delivery } from '../delivery/open-delivery.ts';
import type { SharedLimiter } from '../limits/shared-limiter.ts';
import type { BudgetKind } from '../limits/user-limiter.ts';
import { failureLog } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Settings } from '../settings.ts';
import type { Connections } from '../socket/connections.ts';
import { SocketConnection, type SocketRules } from '../socket/socket-connection.ts';
import { SocketDoor } from '../socket/socket-door.ts';
import { authHandler } from './auth-handler.ts';
import { HealthCheck } from './health.ts';
import { metricsHandler } from './metrics-handler.ts';
import { filesHandler } from '../files/files-handler.ts';
import type { BlobStore } from '@nova/files';
import { type Listening, openHttp } from './open-http.ts';
import { originsOf } from './origin.ts';
import { unsubscribeHandler, unsubscribePath } from '../mail/unsubscribe-handler.ts';
import { reportHandler, reportPath } from './report-handler.ts';
import { type Handler, requestHandler } from './request-handler.ts';
import { trpcHandler } from './trpc-handler.ts';
import { visitOf } from './visit.ts';
import { plainGreeting, webProxy } from './web-proxy.ts';

export interface FrontParts {
  readonly settings: Settings;
  readonly db: Database;
  readonly delivery: Delivery;
  readonly api: Api;
  readonly auth: Auth;
  readonly sessions: Sessions;
  readonly connections: Connections;
  readonly limiter: SharedLimiter<BudgetKind>;
  readonly blobs: BlobStore;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly nowMs: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly isClosing: () => boolean;
}

/** All that people, programs and operators see of a node, on one address: HTTP, WebSockets and the app behind it. */
export function openFront(parts: FrontParts): Promise<Listening> {
  const { settings, auth, metrics, log, delivery } = parts;
  const { hub, presence, redis } = delivery;
  const web = settings.webUrl === undefined ? null : webProxy(settings.webUrl, log);
  const health = new HealthCheck({ ...parts, redis });
  const common = { ...parts, origins: originsOf(settings), visitOf: visitOf(settings), onError: failureLog(log) };
  const handle = requestHandler({
    ...common,
    trpc: trpcHandler(common),
    auth: authHandler(auth, parts),
    files: filesHandler(parts),
    own: new Map<string, Handler>([
      ['/healthz', health.alive],
      ['/readyz', health.ready],
      ['/metrics', metricsHandler(metrics)],
      [reportPath, reportHandler(parts)],
      [unsubscribePath, unsubscribeHandler({ db: parts.db, authSecret: settings.authSecret })],
    ]),
    rest: web?.web ?? plainGreeting,
  });
  const rules: SocketRules = { ...common, ...settings, hub };
  const door = new SocketDoor({ ...common, presence, serve: (guest) => new SocketConnection(rules, guest) });
  return openHttp({ settings, handle, door, web });
}
