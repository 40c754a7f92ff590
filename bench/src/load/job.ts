import type { Verdict } from './crowd.ts';
import type { Person } from '../wire/connection.ts';

/** How a contender is spoken to. */
export type Tongue = 'bare' | 'socket.io' | 'nova over http' | 'nova over socket';

export type Workload =
  /** Nothing that counts: so many messages, and what a server compiles once it has compiled. */
  | { readonly kind: 'warm'; readonly senders: number; readonly messages: number; readonly withinMs: number }
  /** Messages at a fixed rate, evenly spaced, whether answers come or not. */
  | { readonly kind: 'fixed'; readonly perSecond: number; readonly warmMs: number; readonly windowMs: number }
  /** Senders that wait for the answer before they send again: more and more of them, until p99 passes the limit. */
  | {
      readonly kind: 'closed';
      readonly senders: readonly number[];
      /** Null: however long a message takes. */
      readonly p99LimitMs: number | null;
      readonly warmMs: number;
      readonly windowMs: number;
    }
  /** Everybody but one in each room is cut, misses so many messages, and comes back at once under traffic. */
  | { readonly kind: 'storm'; readonly missed: number; readonly perSecond: number; readonly withinMs: number }
  /** Sockets that only listen. */
  | { readonly kind: 'idle' };

/** What the load generator is asked to do against one server. */
export interface Job {
  readonly tongue: Tongue;
  readonly port: number;
  readonly people: readonly Person[];
  readonly workloads: readonly Workload[];
}

/** CPU time and memory of what runs beside the load generator, as the orchestrator sees it. */
export interface Sample {
  /** Seconds of CPU since its start. */
  readonly serverCpu: number;
  readonly postgresCpu: number;
  readonly redisCpu: number;
  /** Seconds of CPU that everything on this machine has used. */
  readonly machineCpu: number;
  /** Of the server; after a garbage collection where `collect` was asked for. */
  readonly rssBytes: number;
  readonly heapBytes: number;
}

/** What happened between two samples. */
export interface Window {
  readonly seconds: number;
  readonly sendsPerSecond: number;
  readonly deliveriesPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Server CPU seconds. */
  readonly cpuPer100kDeliveries: number;
  readonly cpuPer1kSends: number;
  /** Shares of one core. */
  readonly serverCores: number;
  readonly generatorCores: number;
  readonly postgresCores: number;
  readonly redisCores: number;
  /** Used by whatever else runs on this machine. */
  readonly otherCores: number;
}

export interface ClosedLevel extends Window {
  readonly senders: number;
}

export interface StormResult {
  readonly clients: number;
  readonly missed: number;
  /** Until the middle client, and until the last one, had everything. Null: not within the time given. */
  readonly medianMs: number | null;
  readonly lastMs: number | null;
  readonly serverCpuSeconds: number;
  /** Live deliveries to those who stayed, while the others came back. */
  readonly liveP99Ms: number;
}

export interface IdleResult {
  readonly sockets: number;
  readonly rssBytesEach: number;
  readonly heapBytesEach: number;
}

export type WorkloadResult =
  | { readonly kind: 'warm' }
  | { readonly kind: 'fixed'; readonly window: Window }
  | { readonly kind: 'closed'; readonly best: ClosedLevel | null; readonly levels: readonly ClosedLevel[] }
  | ({ readonly kind: 'storm' } & StormResult)
  | ({ readonly kind: 'idle' } & IdleResult);

export interface JobResult {
  readonly results: readonly WorkloadResult[];
  readonly verdict: Verdict;
}

/** Takes a sample of the other processes. `collect`: after a garbage collection of the server. */
export type TakeSample = (collect: boolean) => Promise<Sample>;
