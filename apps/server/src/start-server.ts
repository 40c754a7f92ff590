import { createApi } from '@nova/api';
import { endedSessions, type Failpoint, migrateDatabase, openDatabase } from '@nova/db';
import { type Platform, systemPlatform } from '@nova/delivery';
import type { Logger } from 'pino';
import { openAuth } from './auth/auth.ts';
import { lookUpIn, Sessions } from './auth/sessions.ts';
import { EpochKeeper } from './delivery/epoch-keeper.ts';
import { hubFeed } from './delivery/hub-feed.ts';
import { openDelivery } from './delivery/open-delivery.ts';
import { Trace } from './delivery/trace.ts';
import { drain } from './drain.ts';
import { openFiles } from './files/open-files.ts';
import { newestApp } from './http/newest-app.ts';
import { openFront } from './http/open-front.ts';
import { openJobs } from './jobs/open-jobs.ts';
import { SharedLimiter } from './limits/shared-limiter.ts';
import { budgetsOf, userLimiter } from './limits/user-limiter.ts';
import { calmWarnings, openLog } from './log.ts';
import { openMail } from './mail/open-mail.ts';
import { openBuildInfo } from './metrics/build-info.ts';
import { openGauges } from './metrics/gauges.ts';
import { apiMeter, deliveryMeter } from './metrics/meters.ts';
import { Metrics } from './metrics/metrics.ts';
import { openPushSender } from './push/open-push-sender.ts';
import type { Settings } from './settings.ts';
import { openPreviews } from './previews/open-previews.ts';
import { Connections } from './socket/connections.ts';
import { Heartbeat } from './socket/heartbeat.ts';
import { SessionWatch } from './socket/session-watch.ts';

export interface ServerOptions {
  readonly settings: Settings;
  readonly platform?: Platform;
  readonly log?: Logger;
  /** Where tests stop or kill a command. */
  readonly failpoint?: Failpoint;
}

/** A server that listens. */
export interface RunningServer extends AsyncDisposable {
  /** Where it listens, as an origin: `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly metrics: Metrics;
  /** Stops accepting, finishes what was accepted, sends clients away, closes. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts one node of the system: migrates, connects, listens. Rejects when Postgres cannot be reached or the address is
 * taken; nothing is left open then.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  await using starting = new AsyncDisposableStack();
  const { settings, platform = systemPlatform, failpoint } = options;
  const log = options.log ?? openLog(settings);
  const metrics = new Metrics();
  const nowMs = (): number => platform.nowMs();
  const random = (): number => platform.random();
  const after = (delayMs: number, run: () => void): (() => void) => platform.after(delayMs, run);
  const warn = calmWarnings(log, nowMs);
  const clock = { nowMs, random, after };

  await migrateDatabase(settings.databaseUrl);
  const db = starting.use(openDatabase(databaseOptions(settings)));
  const epochKeeper = new EpochKeeper(db);
  const trace = new Trace(log);
  const meter = deliveryMeter({ metrics, trace, nowMs, warn, onLogAway: () => epochKeeper.doubt() });
  const delivery = await openDelivery({ settings, db, platform, meter, trace, failpoint });
  starting.defer(() => delivery.close());
  const limiter = new SharedLimiter({
    ...clock,
    redis: delivery.redis,
    budgets: budgetsOf(settings),
    onFailure: (error) => warn('shared limits', error),
  });
  starting.defer(() => limiter.close());
  const mail = starting.use(openMail({ settings, db, limiter, metrics, log, nowMs }));
  const api = createApi({
    db,
    mail,
    events: hubFeed(delivery.hub),
    inbox: delivery.inbox,
    presence: delivery.presence,
    newestApp: newestApp({ webUrl: settings.webUrl, nowMs }),
    limiter: userLimiter(limiter),
    onCommitted: delivery.onCommitted,
    beforeErase: delivery.beforeErase,
    meter: apiMeter(metrics, log),
    settings,
    random,
    ...(failpoint ? { failpoint } : {}),
  });

  const blobs = await openFiles(settings);
  starting.defer(() => blobs.close());
  const connections = new Connections({ perUser: settings.socketsPerUser, perAddress: settings.socketsPerAddress });
  const auth = openAuth({ settings, db, limiter, mail, log });
  const sessions = new Sessions({
    lookUp: lookUpIn(auth),
    ended: (sessionIds) => endedSessions(db.query, sessionIds),
    isWatched: (sessionId) => settings.sessionPollMs <= settings.sessionCacheMs && connections.has(sessionId),
    log,
    nowMs,
    cacheMs: settings.sessionCacheMs,
  });
  const watch = new SessionWatch({
    ...clock,
    db,
    connections,
    pollMs: settings.sessionPollMs,
    onEnded: () => sessions.forget(),
    onFailure: (error) => warn('sessions', error),
  });
  starting.defer(() => watch.close());
  await watch.start();
  const heartbeat = new Heartbeat({ ...clock, connections, settings });
  starting.defer(() => heartbeat.close());
  const tellSaved = (userId: string): Promise<void> => delivery.inbox.tellOwn(userId, 'saved');
  const sendDue = (): Promise<boolean> => api.sendDue();
  const decideNotifications = (now: Date): Promise<boolean> => api.decideNotifications(now);
  const pushSender = openPushSender(settings);
  if (pushSender) starting.use(pushSender);
  const show: typeof api.showPreviews = (task, pages) => api.showPreviews(task, pages);
  const onFailure = (error: unknown): void => warn('link previews', error);
  const previews = settings.linkPreviews
    ? starting.use(openPreviews({ settings, db, blobs, limiter, metrics, show, onFailure }))
    : null;
  const doing = { sendDue, decideNotifications, pushSender, tellSaved, previews };
  starting.use(openJobs({ ...clock, ...doing, settings, db, blobs, mail, epochKeeper, failpoint, metrics, warn }));
  openGauges(metrics, { db, delivery, api, connections });
  openBuildInfo(metrics, { db, redis: delivery.redis });

  let stopping: Promise<void> | null = null;
  const isClosing = (): boolean => stopping !== null;
  const common = {
    ...clock,
    settings,
    db,
    delivery,
    api,
    auth,
    sessions,
    connections,
    limiter,
    blobs,
    metrics,
    log,
    isClosing,
  };
  const { url } = starting.use(await openFront(common));
  log.info({ url }, 'listening');

  const running = starting.move();
  const stop = async (): Promise<void> => {
    log.info('stopping');
    await drain({ ...clock, api, connections, spreadMs: settings.reconnectSpreadMs });
    await running.disposeAsync();
    log.info('stopped');
  };
  const stopOnce = (): Promise<void> => (stopping ??= stop());
  return { url, metrics, stop: stopOnce, [Symbol.asyncDispose]: stopOnce };
}

function databaseOptions(settings: Settings): Parameters<typeof openDatabase>[0] {
  return {
    url: settings.databaseUrl,
    maxConnections: settings.databaseConnections,
    applicationName: 'nova',
    lockTimeoutMs: settings.lockTimeoutMs,
    statementTimeoutMs: settings.statementTimeoutMs,
    idleInTransactionTimeoutMs: settings.idleInTransactionTimeoutMs,
  };
}
