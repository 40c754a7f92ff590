import type { Me } from '@nova/contract';
import { parsePrometheusText, quantileOf, type Sample, sumOf } from './prometheus-text.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'info' | 'warning' | 'problem';
  readonly said: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** What a server answered to a plain request; null when it did not. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Everything that was asked of a server and its machine. */
export interface Evidence {
  readonly url: string;
  readonly alive: Answer | null;
  readonly ready: Answer | null;
  readonly metrics: Answer | null;
  /** `session`: there is none, or the server does not accept it. */
  readonly me: { readonly user: Me; readonly from: string } | { readonly problem: string };
  readonly operatorFrom: string | null;
  /** Unsent messages on this machine; null when nobody is signed in, or another nova is sending them. */
  readonly outbox: { readonly waiting: number; readonly failed: number } | null;
  readonly nowMs: number;
}

/** What the evidence says. Pure. */
export function examine(evidence: Evidence): Finding[] {
  const { url, alive } = evidence;
  if (alive?.status !== 200) {
    return [
      {
        what: 'Server',
        state: 'problem',
        said: alive ? `something else answers at ${url} (status ${alive.status})` : `nothing answers at ${url}`,
        advice: 'Start it: npm start. Or name another: --url, NOVA_URL.',
      },
      ...ofOutbox(evidence),
    ];
  }
  return [
    ...ofServer(evidence),
    ...ofStores(evidence),
    ...ofSession(evidence),
    ...ofMetrics(evidence),
    ...ofOutbox(evidence),
  ];
}

function ofServer({ url, ready, metrics, nowMs }: Evidence): Finding[] {
  const samples = samplesOf(metrics);
  const nova = labelsOf(samples, 'nova_build_info');
  const node = labelsOf(samples, 'nodejs_version_info')?.['version'];
  const startedS = sumOf(samples, 'process_start_time_seconds');
  const memory = sumOf(samples, 'process_resident_memory_bytes');
  const facts = [
    url,
    ...(nova === null ? [] : [`Nova ${nova['version']}`, `wire version ${nova['wire']}`]),
    ...(node === undefined ? [] : [`Node ${node}`]),
    ...(startedS === null ? [] : [`up ${durationText(nowMs - startedS * 1_000)}`]),
    ...(memory === null ? [] : [`${bytesText(memory)} of memory`]),
  ];
  const status = fieldOf(ready, 'status');
  if (ready?.status === 200) return [{ what: 'Server', state: 'ok', said: facts.join(', ') }];
  return [
    {
      what: 'Server',
      state: 'problem',
      said: `${url} is ${status ?? 'not ready'}`,
      advice:
        status === 'closing' ? 'It is stopping: start it again.' : 'See its log; the next lines say what is missing.',
    },
  ];
}

function ofStores({ ready, metrics }: Evidence): Finding[] {
  const samples = samplesOf(metrics);
  const findings: Finding[] = [];
  const postgres = fieldOf(ready, 'postgres');
  if (postgres === 'ok') findings.push({ what: 'Postgres', state: 'ok', said: postgresText(samples) });
  else if (postgres !== null) {
    findings.push({
      what: 'Postgres',
      state: 'problem',
      said: 'does not answer',
      advice: 'Nothing works without it: see that it runs, and DATABASE_URL.',
    });
  }
  const redis = fieldOf(ready, 'redis');
  if (redis === 'ok') findings.push({ what: 'Redis', state: 'ok', said: redisText(samples) });
  else if (redis !== null) {
    findings.push({
      what: 'Redis',
      state: 'warning',
      said: 'does not answer',
      advice: 'Everything works without it, only slower: see that it runs, and REDIS_URL.',
    });
  }
  return findings;
}

function postgresText(samples: readonly Sample[]): string {
  const about = labelsOf(samples, 'nova_postgres_info');
  return about ? `PostgreSQL ${about['version']}` : 'answers';
}

function redisText(samples: readonly Sample[]): string {
  const about = labelsOf(samples, 'nova_redis_info');
  if (!about) return 'answers';
  const mode = about['mode'] === 'standalone' ? 'one server' : about['mode'];
  return `${about['kind']} ${about['version']}, ${mode}`;
}

function labelsOf(samples: readonly Sample[], metric: string): Sample['labels'] | null {
  return samples.find(({ name }) => name === metric)?.labels ?? null;
}

function ofSession({ me, operatorFrom }: Evidence): Finding[] {
  const session: Finding =
    'user' in me
      ? { what: 'You', state: 'ok', said: `${me.user.name} (@${me.user.handle}), by ${me.from}` }
      : { what: 'You', state: 'warning', said: me.problem, advice: 'nova sign-in, or nova sign-up.' };
  if (operatorFrom === null) return [session];
  return [session, { what: 'Operator', state: 'info', said: `token from ${operatorFrom}` }];
}

/** Numbers worth showing, and from when on they are worth a word. */
const watched: readonly {
  readonly metric: string;
  readonly what: string;
  readonly text: (value: number) => string;
  readonly warnFrom?: number;
  readonly advice?: string;
}[] = [
  {
    metric: 'nova_outbox_backlog',
    what: 'Outbox of the server',
    text: (commits) => `${commits} commits not known to be in Redis yet`,
    warnFrom: 1_000,
    advice: 'Redis is slow or away: delivery is late, nothing is lost.',
  },
  {
    metric: 'nova_outbox_oldest_seconds',
    what: 'Lag',
    text: (age) => `the oldest of them has waited ${age.toFixed(1)} s`,
    warnFrom: 5,
    advice: 'Redis is slow or away, or no node sweeps: see the log.',
  },
  {
    metric: 'nova_sends_queued',
    what: 'Sends',
    text: (sends) => `${sends} waiting for their commit`,
    warnFrom: 5_000,
    advice: 'More is sent than Postgres commits: see its disk, and who sends.',
  },
  {
    metric: 'nova_lock_waiters',
    what: 'Locks',
    text: (transactions) => `${transactions} transactions wait for one`,
    warnFrom: 20,
    advice: 'Something holds a conversation: look into pg_stat_activity.',
  },
  { metric: 'nova_sockets', what: 'Sockets', text: (sockets) => `${sockets} open` },
  { metric: 'nova_followers', what: 'Followers', text: (followers) => `${followers} of conversations` },
  { metric: 'nova_redis_memory_bytes', what: 'Redis memory', text: (bytes) => `${bytesText(bytes)} in use` },
  { metric: 'nova_stream_trims_total', what: 'Trims', text: (trims) => `${trims} of streams, since it started` },
  {
    metric: 'nova_failures_total',
    what: 'Failures',
    text: (count) => `${count} that should not happen, since it started`,
    warnFrom: 1,
    advice: 'The log has each: look for "failed".',
  },
  {
    metric: 'nova_delivery_failures_total',
    what: 'Delivery',
    text: (count) => `${count} detours, since it started`,
    warnFrom: 1,
    advice: 'It went on without: the log says without what.',
  },
  {
    metric: 'nova_client_incidents_total',
    what: 'Clients',
    text: (incidents) => `${incidents} incidents reported, since it started`,
    warnFrom: 1,
    advice: 'nova_client_incidents_total of /metrics has them by type; "gap" is an event that came out of turn.',
  },
];

function ofMetrics({ metrics }: Evidence): Finding[] {
  if (metrics?.status !== 200) {
    return [
      {
        what: 'Metrics',
        state: 'warning',
        said: metrics?.status === 403 ? 'are for operators' : 'do not answer',
        advice: 'Give the operator token: --operator-token, NOVA_OPERATOR_TOKEN.',
      },
    ];
  }
  const samples = samplesOf(metrics);
  const findings = watched.flatMap(({ metric, what, text, warnFrom, advice }): Finding[] => {
    const value = sumOf(samples, metric);
    if (value === null) return [];
    const isBad = warnFrom !== undefined && value >= warnFrom;
    return [
      {
        what,
        state: isBad ? 'warning' : 'ok',
        said: text(value),
        ...(isBad && advice !== undefined ? { advice } : {}),
      },
    ];
  });
  const [half, most] = [0.5, 0.99].map((quantile) => quantileOf(samples, 'nova_delivery_latency_seconds', quantile));
  const all = [...findings, ...ofMail(samples)];
  if (half == null || most == null) return all;
  return [
    ...all,
    { what: 'Delivery time', state: 'ok', said: `half within ${msText(half)}, 99 % within ${msText(most)}` },
  ];
}

function ofMail(samples: readonly Sample[]): Finding[] {
  const isOn = sumOf(samples, 'nova_mail_on');
  if (isOn === null) return [];
  if (isOn === 0) return [{ what: 'Mail', state: 'info', said: 'is off: SMTP_URL is not set' }];
  const mails = samples.filter(({ name }) => name === 'nova_mails_total');
  const [sent, missed] = [
    mails.filter(({ labels }) => labels['verdict'] === 'sent'),
    mails.filter(({ labels }) => ['later', 'lost', 'refused'].includes(labels['verdict'] ?? '')),
  ].map((some) => some.reduce((sum, { value }) => sum + value, 0));
  const said = `${sent ?? 0} sent, ${missed ?? 0} not, since it started`;
  if (!missed) return [{ what: 'Mail', state: 'ok', said }];
  return [
    { what: 'Mail', state: 'warning', said, advice: 'The log says why: look for "mail" and "digests"; see SMTP_URL.' },
  ];
}

function ofOutbox({ outbox }: Evidence): Finding[] {
  if (outbox === null) return [];
  const { waiting, failed } = outbox;
  if (waiting + failed === 0) return [{ what: 'Your outbox', state: 'ok', said: 'is empty' }];
  return [
    {
      what: 'Your outbox',
      state: 'warning',
      said: `${waiting} waiting, ${failed} failed`,
      advice: 'See them: nova outbox. Send them: nova outbox --send.',
    },
  ];
}

function samplesOf(metrics: Answer | null): readonly Sample[] {
  return metrics?.status === 200 ? parsePrometheusText(metrics.body) : [];
}

function fieldOf(answer: Answer | null, field: string): string | null {
  try {
    const value: unknown = JSON.parse(answer?.body ?? 'null');
    const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, field) : null;
    return typeof found === 'string' ? found : null;
  } catch {
    return null;
  }
}

function msText(seconds: number): string {
  return Number.isFinite(seconds) ? `${seconds * 1_000} ms` : 'more';
}

function bytesText(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

function durationText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return `${Math.max(0, Math.floor(ms / 1_000))} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 1) return `${minutes} min`;
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}
