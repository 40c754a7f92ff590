import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tongue } from '../load/job.ts';
import { authSecret } from '../stage/seed.ts';

export interface Contender {
  readonly name: string;
  /** In words for the report. */
  readonly what: string;
  readonly file: string;
  readonly tongue: Tongue;
  /** Whether it has a way to catch up with what was missed. */
  readonly resumes: boolean;
  readonly env: Readonly<Record<string, string>>;
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const plenty = '1000000000/1s';

/** Limits protect a deployment from its users; here they would only hide what the server can do. */
const novaEnv = {
  AUTH_SECRET: authSecret,
  OPERATOR_TOKEN: 'the-benchmarks-operate-with-this-token',
  LOG_LEVEL: 'warn',
  SOCKETS_PER_ADDRESS: '1000000',
  LIMIT_REQUEST: plenty,
  LIMIT_FRAME: plenty,
  LIMIT_SEND: plenty,
  LIMIT_LIVE: plenty,
  LIMIT_READ: plenty,
};

const serverFile = 'apps/server/src/main.ts';
const novaFile = at(`../../../${serverFile}`);

/** In the order in which they take their turns. */
const all: readonly Contender[] = [
  {
    name: 'bare',
    what: 'ws 8: commits each message, then writes it to each socket; the floor',
    file: at('./bare-server.ts'),
    tongue: 'bare',
    resumes: true,
    env: {},
  },
  {
    name: 'nova',
    what: "Nova, sending as Nova's client does: a POST for each message",
    file: novaFile,
    tongue: 'nova over http',
    resumes: true,
    env: novaEnv,
  },
  {
    name: 'nova-ws',
    what: 'Nova, sending as a stock tRPC client with only a wsLink: on the socket that it follows with',
    file: novaFile,
    tongue: 'nova over socket',
    resumes: true,
    env: novaEnv,
  },
  {
    name: 'commit-each',
    what: 'Nova without group commit: a transaction for each message',
    file: novaFile,
    tongue: 'nova over http',
    resumes: true,
    env: { ...novaEnv, SEND_BATCH_MAX: '1' },
  },
  {
    name: 'append-each',
    what: 'Nova with an append to Redis for each event',
    file: novaFile,
    tongue: 'nova over http',
    resumes: true,
    env: { ...novaEnv, APPEND_BATCH_MAX: '1' },
  },
  {
    name: 'write-each',
    what: 'Nova with a write to each socket for each event',
    file: novaFile,
    tongue: 'nova over http',
    resumes: true,
    env: { ...novaEnv, DELIVERY_BATCH_MAX: '1' },
  },
  {
    name: 'stock-events',
    what: "Nova with its events through tRPC's stock adapter",
    file: novaFile,
    tongue: 'nova over http',
    resumes: true,
    env: { ...novaEnv, DIRECT_EVENTS: 'false' },
  },
  {
    name: 'socket.io',
    what: 'Socket.IO 4 with its Redis Streams adapter and connection state recovery; commits each message first',
    file: at('./socketio-server.ts'),
    tongue: 'socket.io',
    resumes: true,
    env: {},
  },
];

/** What is asked for beside the contenders that are always there. */
export interface More {
  /** Another checkout of Nova, whose server becomes `nova-before` and `nova-ws-before`; null: none. */
  readonly before: string | null;
  /** Nova with other settings, each as `name:KEY=value,KEY=value`. */
  readonly variants: readonly string[];
}

/** Every contender. @throws TypeError for a variant that is written otherwise. */
export function contendersWith({ before, variants }: More): readonly Contender[] {
  const [nova, overSocket] = [named('nova'), named('nova-ws')];
  const older =
    before === null
      ? []
      : [nova, overSocket].map((one) => ({
          ...one,
          name: `${one.name}-before`,
          what: `the same of ${before}`,
          file: resolve(before, serverFile),
        }));
  return [...all, ...older, ...variants.map((text) => ({ ...nova, ...variantIn(text, nova.env) }))];
}

function named(name: string): Contender {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

function variantIn(text: string, env: Contender['env']): Pick<Contender, 'name' | 'what' | 'env'> {
  const [, name, list] = /^([a-z0-9-]+):(.+)$/.exec(text) ?? [];
  if (name === undefined || list === undefined)
    throw new TypeError('--variant must look like name:KEY=value,KEY=value');
  const pairs = list.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return { name, what: `Nova with ${list}`, env: { ...env, ...Object.fromEntries(pairs) } };
}
