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

const novaFile = at('../../../apps/server/src/main.ts');

/** In the order in which they take their turns. `bare` is what the others are compared with. */
export const contenders: readonly Contender[] = [
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
    name: 'socket.io',
    what: 'Socket.IO 4 with its Redis Streams adapter and connection state recovery; commits each message first',
    file: at('./socketio-server.ts'),
    tongue: 'socket.io',
    resumes: true,
    env: {},
  },
];

export const baseName = 'bare';
