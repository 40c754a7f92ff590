import { readFileSync } from 'node:fs';
import type { Query } from '@nova/db';

/** Time on a processor, in microseconds: what something costs whatever else the machine does. */
export interface CpuClock {
  read(): number;
}

/** Of this process and of the connections behind `query`, by Linux's scheduler; of this process alone elsewhere. */
export async function cpuClock(query: Query, connections: number): Promise<CpuClock> {
  const ask = (): ReturnType<typeof query<{ pid: number }>> =>
    query<{ pid: number }>`select pg_backend_pid() as pid, pg_sleep(0.05)`;
  const rows = (await Promise.all(Array.from({ length: connections }, ask))).flat();
  const pids = [...new Set(rows.map(({ pid }) => pid))];
  return {
    read() {
      const { user, system } = process.cpuUsage();
      return user + system + pids.reduce((sum, pid) => sum + onCpuUs(pid), 0);
    },
  };
}

function onCpuUs(pid: number): number {
  if (process.platform !== 'linux') return 0;
  return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1_000;
}
