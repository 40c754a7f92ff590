import { flushCompileCache } from 'node:module';
import type { Failpoint } from '@nova/db';
import { BadEnvironment, processEnv, processFailpoint } from './env.ts';
import { openLog } from './log.ts';
import { startServer } from './start-server.ts';

/** Dies at the named point of the first command that gets there, as by a power cut. */
function dyingAt(name: string): Failpoint {
  return (reached) => {
    if (reached === name) process.kill(process.pid, 'SIGKILL');
  };
}

async function main(): Promise<void> {
  const settings = processEnv();
  const log = openLog(settings);
  const died = (what: string) => (error: unknown) => {
    // What state this process is in is not known any more: others take over, and what it accepted is in Postgres.
    log.fatal({ err: error }, what);
    process.exit(1);
  };
  process.on('uncaughtException', died('an exception that nobody caught'));
  process.on('unhandledRejection', died('a rejection that nobody handled'));

  const failpoint = processFailpoint(settings);
  const server = await startServer({ settings, log, ...(failpoint === null ? {} : { failpoint: dyingAt(failpoint) }) });
  let isStopping = false;
  const order = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => died('could not finish in time')(null), settings.drainMs).unref();
    server.stop().then(() => process.exit(0), died('could not stop'));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, order);
  // Where the environment names a cache: the next start finds it also when this process is killed.
  flushCompileCache();
}

try {
  await main();
} catch (error) {
  console.error(error instanceof BadEnvironment ? error.message : error);
  process.exit(1);
}
