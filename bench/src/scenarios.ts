import type { Workload } from './load/job.ts';
import type { Cast } from './stage/seed.ts';

export interface Scenario {
  readonly name: string;
  /** In words for the report. */
  readonly what: string;
  readonly cast: Cast;
  readonly workloads: readonly Workload[];
  /** Who takes part, unless others are named. */
  readonly players: readonly string[];
  /** Whom the others are compared with. */
  readonly base: string;
}

const p99LimitMs = 250;
const everybody = ['bare', 'nova', 'nova-ws', 'socket.io'];
/** Without the second road of sends, where it would say nothing new. */
const following = ['bare', 'nova', 'socket.io'];

interface Pace {
  readonly warmMs: number;
  readonly windowMs: number;
  /** Before anything is measured. */
  readonly warm: { readonly messages: number; readonly withinMs: number };
}

function talk(
  name: string,
  { cast, perSecond, senders }: { cast: Cast; perSecond: number; senders: readonly number[] },
  { warmMs, windowMs, warm }: Pace,
): Scenario {
  const { rooms, peopleInEach } = cast;
  return {
    name,
    what: `${rooms} ${rooms === 1 ? 'room' : 'rooms'} of ${peopleInEach}; as many messages as arrive within ${p99LimitMs} ms (p99), then ${perSecond}/s`,
    cast,
    players: everybody,
    base: 'bare',
    workloads: [
      { kind: 'warm', senders: 2 * (senders[0] ?? 1), ...warm },
      { kind: 'closed', senders, p99LimitMs, warmMs, windowMs },
      // Last, when everything that is compiled when it is hot is compiled: a light load alone would take hours to.
      { kind: 'fixed', perSecond, warmMs: 2 * warmMs, windowMs: 2 * windowMs },
    ],
  };
}

/** Powers of two from `first` up to `last`. */
function doubling(first: number, last: number): number[] {
  const steps: number[] = [];
  for (let step = first; step <= last; step *= 2) steps.push(step);
  return steps;
}

/** What is measured; `quick` only shows that everything works. */
export function scenarios(quick: boolean): readonly Scenario[] {
  const pace: Pace = quick
    ? { warmMs: 300, windowMs: 700, warm: { messages: 200, withinMs: 1_000 } }
    : { warmMs: 1_000, windowMs: 4_000, warm: { messages: 10_000, withinMs: 20_000 } };
  const ladder = (first: number, last: number): number[] => (quick ? [first * 4] : doubling(first, last));
  return [
    talk('rooms-20x50', { cast: { rooms: 20, peopleInEach: 50 }, perSecond: 200, senders: ladder(32, 1_000) }, pace),
    talk('rooms-200x2', { cast: { rooms: 200, peopleInEach: 2 }, perSecond: 500, senders: ladder(16, 400) }, pace),
    talk('hot-1x1000', { cast: { rooms: 1, peopleInEach: 1_000 }, perSecond: 10, senders: ladder(4, 1_000) }, pace),
    {
      name: 'storm-500x100',
      what: '500 clients in 20 rooms are cut, miss 100 messages each, and come back at once under 100 messages/s',
      cast: { rooms: 20, peopleInEach: 26 },
      workloads: [{ kind: 'storm', missed: quick ? 20 : 100, perSecond: 100, withinMs: 60_000 }],
      players: following,
      base: 'bare',
    },
    {
      name: 'idle',
      what: 'memory of the server for each socket that follows a quiet conversation',
      cast: { rooms: 20, peopleInEach: quick ? 25 : 200 },
      workloads: [{ kind: 'idle' }],
      players: following,
      base: 'bare',
    },
    {
      name: 'batching',
      what: '20 rooms of 50, 256 senders: Nova, and Nova without one of its batchings',
      cast: { rooms: 20, peopleInEach: 50 },
      players: ['nova', 'commit-each', 'append-each', 'write-each', 'stock-events'],
      base: 'nova',
      workloads: [
        { kind: 'warm', senders: 32, ...pace.warm },
        { kind: 'closed', senders: [256], p99LimitMs: null, warmMs: pace.warmMs, windowMs: pace.windowMs },
      ],
    },
  ];
}
