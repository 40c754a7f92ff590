/** The load generator: a process of its own, asked by its parent to do one job. */
import type { Connect } from '../wire/connection.ts';
import { connectBare } from '../wire/bare-connection.ts';
import { connectNova } from '../wire/nova-connection.ts';
import { connectSocketIo } from '../wire/socketio-connection.ts';
import { closedLoop, warmUp } from './closed-loop.ts';
import { Crowd } from './crowd.ts';
import { fixedRate } from './fixed-rate.ts';
import { idle } from './idle.ts';
import type { Job, JobResult, Sample, TakeSample, Tongue, Workload, WorkloadResult } from './job.ts';
import { storm } from './storm.ts';

/** What the parent says. */
export type ToGenerator = { readonly job: Job } | { readonly sample: Sample };
/** What the parent is told. */
export type FromGenerator =
  | { readonly wants: 'sample'; readonly collect: boolean }
  | { readonly done: JobResult }
  | { readonly failed: string };

const connects: Readonly<Record<Tongue, Connect>> = {
  bare: connectBare,
  'socket.io': connectSocketIo,
  'nova over http': (request) => connectNova(request, 'http'),
  'nova over socket': (request) => connectNova(request, 'socket'),
};

async function perform({ tongue, port, people, workloads }: Job, takeSample: TakeSample): Promise<JobResult> {
  const crowd = new Crowd(people, { port, connect: connects[tongue] });
  // To look at memory, connecting is part of the work.
  if (!workloads.some(({ kind }) => kind === 'idle')) await crowd.open();
  const results: WorkloadResult[] = [];
  for (const workload of workloads) {
    results.push(await performOne(crowd, takeSample, workload));
    await crowd.settle(30_000);
  }
  return { results, verdict: crowd.verdict() };
}

function performOne(crowd: Crowd, takeSample: TakeSample, workload: Workload): Promise<WorkloadResult> {
  switch (workload.kind) {
    case 'warm':
      return warmUp(crowd, workload);
    case 'fixed':
      return fixedRate(crowd, takeSample, workload);
    case 'closed':
      return closedLoop(crowd, takeSample, workload);
    case 'storm':
      return storm(crowd, takeSample, workload);
    case 'idle':
      return idle(crowd, takeSample);
  }
}

const samples: ((sample: Sample) => void)[] = [];
const takeSample: TakeSample = (collect) => {
  const sample = new Promise<Sample>((resolve) => samples.push(resolve));
  tell({ wants: 'sample', collect });
  return sample;
};

function tell(message: FromGenerator): void {
  process.send?.(message);
}

process.on('message', (message: ToGenerator) => {
  if ('sample' in message) {
    samples.shift()?.(message.sample);
    return;
  }
  perform(message.job, takeSample).then(
    (done) => tell({ done }),
    (error: unknown) => tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
