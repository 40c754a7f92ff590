import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { freePort } from '@nova/embedded';
import type { Contender } from '../contenders/contenders.ts';
import type { Job, JobResult, Sample } from '../load/job.ts';
import type { FromGenerator, ToGenerator } from '../load/main.ts';
import type { Scenario } from '../scenarios.ts';
import { cpuSecondsOf, machineCpuSeconds } from './machine.ts';
import { seed } from './seed.ts';
import { fileIn, startServer } from './server.ts';
import type { Stores } from './stores.ts';

export interface PerformOptions {
  readonly stores: Stores;
  /** Where logs and profiles go. */
  readonly folder: string;
  /** Record a CPU profile of the server over the whole job. */
  readonly profile: boolean;
}

const generatorFile = fileURLToPath(new URL('../load/main.ts', import.meta.url));

/** One contender in one scenario: an empty database, a new server process, a new load generator. */
export async function perform(scenario: Scenario, contender: Contender, options: PerformOptions): Promise<JobResult> {
  const { stores, folder } = options;
  await using database = await stores.fresh();
  const people = await seed(database.databaseUrl, scenario.cast);
  const port = await freePort();
  const name = `${scenario.name} ${contender.name}`;
  mkdirSync(folder, { recursive: true });
  await using server = await startServer({
    file: contender.file,
    env: { ...contender.env, DATABASE_URL: database.databaseUrl, REDIS_URL: stores.redisUrl },
    port,
    logFile: fileIn(folder, name, 'log'),
  });
  let isProfiling = false;
  const takeSample = async (collect: boolean): Promise<Sample> => {
    // From the first window on: connecting is not what is looked at.
    if (options.profile && !isProfiling) {
      isProfiling = true;
      await server.profile();
    }
    const { cpu: serverCpu, rssBytes, heapBytes } = await server.usage(collect);
    return {
      serverCpu,
      rssBytes,
      heapBytes,
      postgresCpu: cpuSecondsOf(stores.postgresPid),
      redisCpu: cpuSecondsOf(stores.redisPid),
      machineCpu: machineCpuSeconds(),
    };
  };
  const { tongue } = contender;
  const result = await generate({ tongue, port, people, workloads: scenario.workloads }, takeSample);
  if (isProfiling) await server.profiled(fileIn(folder, name, 'cpuprofile'));
  return result;
}

/** Runs the job in a process of its own. @throws Error with the generator's words. */
function generate(job: Job, takeSample: (collect: boolean) => Promise<Sample>): Promise<JobResult> {
  const child = fork(generatorFile, [], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const tell = (message: ToGenerator): void => void child.send(message);
  return new Promise<JobResult>((resolve, reject) => {
    child.on('message', (message: FromGenerator) => {
      if ('done' in message) resolve(message.done);
      else if ('failed' in message) reject(new Error(message.failed));
      else takeSample(message.collect).then((sample) => tell({ sample }), reject);
    });
    child.once('exit', (code) => reject(new Error(`the load generator ended with code ${code}`)));
    tell({ job });
  }).finally(() => child.kill());
}
