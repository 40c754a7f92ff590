import { join } from 'node:path';
import { type FolderClaim, freePort, isFree, resolvePostgres } from '@nova/embedded';
import { CannotStart } from './cannot-start.ts';
import { claimData, stoppingNote } from './claim-data.ts';
import { keptRedis } from './kept-redis.ts';
import { keptWeb } from './kept-web.ts';
import type { Options } from './options.ts';
import { keptSecrets, type Secrets } from './secrets.ts';
import { seedDemo } from './seed-demo.ts';
import type { WebApp } from './web-app.ts';
import { buildIfStale } from './web-build.ts';
import { endEarlierServer, type ServerProcess, startServer } from './server-process.ts';

export interface LaunchOptions {
  readonly options: Options;
  readonly env: NodeJS.ProcessEnv;
  /** Everything that is kept between starts. */
  readonly dataFolder: string;
  readonly serverFile: string;
  /** The command line, which makes the demo workspace. */
  readonly cliFile: string;
  /** The app to serve; without it the server says in words what it is. */
  readonly app?: WebApp;
  /** Aborted when everything shall stop. */
  readonly stop: AbortSignal;
  say(line: string): void;
  /** Told of the server as soon as there is one, for whoever cannot wait for it to drain. */
  onServer(server: ServerProcess): void;
}

/**
 * Starts Postgres, Redis, the app and the server, in this order, runs until told to stop or until one of them is lost, and
 * stops them the other way round: the server drains while its stores are still there.
 *
 * @throws CannotStart or StoreUnavailable with words for the user; whatever had started is stopped by then.
 */
export async function launch(asked: LaunchOptions): Promise<void> {
  const claim = await claimData(asked.dataFolder, asked.stop);
  const running = new AsyncDisposableStack();
  running.defer(() => claim.release());
  try {
    const lost = await startAll(asked, claim, running);
    const words = await Promise.race([aborted(asked.stop), ...lost]);
    if (words !== undefined) throw new CannotStart(words);
  } finally {
    claim.describe(stoppingNote);
    if (asked.stop.aborted) asked.say('Stopping; Ctrl-C once more to not wait.');
    await running.disposeAsync();
  }
}

/** Returns what settles when a part is lost that Nova cannot go on without. */
async function startAll(
  asked: LaunchOptions,
  claim: FolderClaim,
  running: AsyncDisposableStack,
): Promise<Promise<string>[]> {
  const { options, dataFolder, env, stop, say } = asked;
  const { host, port } = options;
  await endEarlierServer(dataFolder);
  await needFree(port, host);

  const postgres = running.use(
    await resolvePostgres({ url: options.databaseUrl, folder: join(dataFolder, 'postgres'), signal: stop }),
  );
  say(`Postgres  ${postgres.why}`);
  const redis = running.use(
    await keptRedis({ url: options.redisUrl, folder: join(dataFolder, 'redis'), signal: stop, say }),
  );
  say(`Redis     ${redis.why}`);

  const webUrl = await startApp(asked, running);

  const secrets = keptSecrets(dataFolder);
  const operatorToken = given(env['OPERATOR_TOKEN']) ?? secrets.operatorToken;
  const server = running.use(
    await startServer({
      file: asked.serverFile,
      dataFolder,
      env: {
        NODE_ENV: options.dev ? 'development' : 'production',
        ...(webUrl === undefined ? {} : { WEB_URL: webUrl }),
        DATABASE_URL: postgres.url,
        REDIS_URL: redis.url,
        FILES_DIR: given(env['FILES_DIR']) ?? join(dataFolder, 'files'),
        HOST: host,
        PORT: String(port),
        AUTH_SECRET: given(env['AUTH_SECRET']) ?? secrets.authSecret,
        OPERATOR_TOKEN: operatorToken,
        ...vapidKeys(env, secrets),
      },
    }),
  );
  asked.onServer(server);
  say(`Server    process ${server.pid} on Node ${process.versions.node}, log in ${server.logFile}`);
  say(`Mail      ${given(env['SMTP_URL']) === undefined ? 'none is sent: SMTP_URL is not set' : 'is sent'}`);
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const address = `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
  await server.ready(`${address}/readyz`, stop);
  claim.describe(address);
  if (options.demo) say(await seedDemo({ cliFile: asked.cliFile, url: address, operatorToken, signal: stop }));
  say(`Ready     ${address}   (Ctrl-C stops all of it)`);
  return [server.ended, postgres.ended];
}

/** By which push services know this installation: half a pair is none. */
function vapidKeys(env: NodeJS.ProcessEnv, secrets: Secrets): Record<string, string> {
  const [publicKey, privateKey] = [given(env['VAPID_PUBLIC_KEY']), given(env['VAPID_PRIVATE_KEY'])];
  return publicKey !== undefined && privateKey !== undefined
    ? { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey }
    : { VAPID_PUBLIC_KEY: secrets.vapidPublicKey, VAPID_PRIVATE_KEY: secrets.vapidPrivateKey };
}

/** The app, built if need be; a given WEB_URL is used as it is. Returns where it answers. */
async function startApp(asked: LaunchOptions, running: AsyncDisposableStack): Promise<string | undefined> {
  const { app, options, dataFolder, env, stop: signal, say } = asked;
  if (given(env['WEB_URL']) !== undefined || app === undefined) return undefined;
  if (!options.dev) await buildIfStale({ app, dataFolder, signal, say });
  const web = running.use(await keptWeb({ app, mode: options.dev ? 'dev' : 'start', dataFolder, signal, say }));
  say(`App       process ${web.pid}, log in ${web.logFile}${options.dev ? '; shows changes as they are saved' : ''}`);
  return web.url;
}

async function needFree(port: number, host: string): Promise<void> {
  if (await isFree(port, host)) return;
  const other = await freePort();
  throw new CannotStart(
    `Port ${port} of ${host} is in use by another program, or may not be used. ` +
      `End that program, or choose another port: npm start -- --port ${other}`,
  );
}

function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
