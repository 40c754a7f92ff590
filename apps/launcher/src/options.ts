import { parseArgs } from 'node:util';
import { CannotStart } from './cannot-start.ts';

export interface Options {
  readonly help: boolean;
  /** Serve the app from its sources, with changes shown at once. */
  readonly dev: boolean;
  /** Make the demo workspace, and say who to sign in as. */
  readonly demo: boolean;
  readonly host: string;
  readonly port: number;
  /** Empty counts as not given. */
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
}

export const usage = `Starts Nova: PostgreSQL, Redis, the app and the server, all on this machine.

  npm start                    on http://127.0.0.1:3000
  npm start -- --port 4000     on another port
  npm start -- --demo          with a small workspace to look around in
  npm start -- --help          this text
  npm run dev                  the same, with the app from its sources: changes show at once

Environment:
  PORT, HOST                   where it listens (3000, 127.0.0.1)
  DATABASE_URL                 a PostgreSQL to use; without it an embedded one, data in .nova/postgres
  REDIS_URL                    a Redis to use; without it a private one
  WEB_URL                      an app server to use; without it one is started, after building the app if need be
  AUTH_SECRET, OPERATOR_TOKEN  without them random ones, kept in .nova/secrets.json; so are
  VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY
Other variables of the server are handed on to it; .env.example lists them.`;

/**
 * Reads the command line and the environment.
 *
 * @throws CannotStart naming what is wrong.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  let values: { port?: string; help?: boolean; dev?: boolean; demo?: boolean };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        dev: { type: 'boolean' },
        demo: { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new CannotStart(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
  return {
    help: values.help === true,
    dev: values.dev === true,
    demo: values.demo === true,
    host: env['HOST'] === undefined || env['HOST'] === '' ? '127.0.0.1' : env['HOST'],
    port: readPort(values.port ?? env['PORT'] ?? ''),
    databaseUrl: env['DATABASE_URL'],
    redisUrl: env['REDIS_URL'],
  };
}

function readPort(text: string): number {
  if (text === '') return 3000;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new CannotStart(`"${text}" is not a port: a number from 1 to 65535 is.`);
}
