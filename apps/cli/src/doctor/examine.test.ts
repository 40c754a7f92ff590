import { describe, expect, test } from 'vitest';
import { type Evidence, examine } from './examine.ts';

const answer = (body: unknown, status = 200) => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const healthy: Evidence = {
  url: 'http://127.0.0.1:3000',
  alive: answer({ status: 'alive' }),
  ready: answer({ status: 'ready', postgres: 'ok', redis: 'ok' }),
  metrics: answer(
    'nodejs_version_info{version="v24.21.0"} 1\nprocess_start_time_seconds 1000\nnova_outbox_backlog 0\n' +
      'nova_build_info{version="0.1.0",wire="7"} 1\nnova_postgres_info{version="18.4"} 1\n' +
      'nova_redis_info{version="8.0.2",kind="Valkey",mode="standalone"} 1\nnova_redis_memory_bytes 2097152\nnova_delivery_latency_seconds_bucket{le="0.002"} 100\n' +
      'nova_delivery_latency_seconds_bucket{le="+Inf"} 100\n',
  ),
  me: {
    user: { id: 'u', name: 'Ann', handle: 'ann', email: 'ann@nova.example', image: null, placeholder: false },
    from: 'NOVA_TOKEN',
  },
  operatorFrom: null,
  outbox: { waiting: 0, failed: 0 },
  nowMs: 1_000_000 + 90 * 60_000,
};

const troubles = (more: Partial<Evidence>) =>
  examine({ ...healthy, ...more })
    .filter(({ state }) => state === 'warning' || state === 'problem')
    .map(({ what, state, advice }) => ({ what, state, isAdvised: advice !== undefined }));

describe('what the doctor makes of what it sees', () => {
  test('health is said with facts', () => {
    const findings = examine(healthy);
    expect(findings.every(({ state }) => state === 'ok')).toBe(true);
    expect(findings.find(({ what }) => what === 'Server')?.said).toBe(
      'http://127.0.0.1:3000, Nova 0.1.0, wire version 7, Node v24.21.0, up 1 h 30 min',
    );
    expect(findings.find(({ what }) => what === 'Postgres')?.said).toBe('PostgreSQL 18.4');
    expect(findings.find(({ what }) => what === 'Redis')?.said).toBe('Valkey 8.0.2, one server');
    expect(findings.find(({ what }) => what === 'Redis memory')?.said).toBe('2.0 MiB in use');
    expect(findings.find(({ what }) => what === 'Delivery time')?.said).toBe('half within 2 ms, 99 % within 2 ms');
  });

  test.each<[string, Partial<Evidence>, [string, 'warning' | 'problem'][]]>([
    ['no server', { alive: null }, [['Server', 'problem']]],
    ['something else', { alive: answer('nginx', 404) }, [['Server', 'problem']]],
    [
      'a closing server',
      { ready: answer({ status: 'closing', postgres: 'ok', redis: 'ok' }, 503) },
      [['Server', 'problem']],
    ],
    [
      'no Postgres',
      { ready: answer({ status: 'not ready', postgres: 'down', redis: 'ok' }, 503) },
      [
        ['Server', 'problem'],
        ['Postgres', 'problem'],
      ],
    ],
    ['no Redis', { ready: answer({ status: 'ready', postgres: 'ok', redis: 'down' }) }, [['Redis', 'warning']]],
    ['a backlog', { metrics: answer('nova_outbox_backlog 5000\n') }, [['Outbox of the server', 'warning']]],
    ['a lag', { metrics: answer('nova_outbox_oldest_seconds 7.5\n') }, [['Lag', 'warning']]],
    ['metrics for operators', { metrics: answer('', 403) }, [['Metrics', 'warning']]],
    [
      'mails that are not taken',
      { metrics: answer('nova_mail_on 1\nnova_mails_total{what="digest",verdict="later"} 2\n') },
      [['Mail', 'warning']],
    ],
    ['nobody', { me: { problem: 'not signed in' } }, [['You', 'warning']]],
    ['unsent messages', { outbox: { waiting: 2, failed: 1 } }, [['Your outbox', 'warning']]],
    ['no JSON', { ready: answer('<html>') }, []],
  ])('%s: %j, each with what to do', (_, more, expected) => {
    expect(troubles(more)).toEqual(expected.map(([what, state]) => ({ what, state, isAdvised: true })));
  });

  test('[E6] whether mail is sent, and what became of it, is said plainly', () => {
    const mail = (text: string): string | undefined =>
      examine({ ...healthy, metrics: answer(text) }).find(({ what }) => what === 'Mail')?.said;
    expect(mail('nova_mail_on 0\n')).toBe('is off: SMTP_URL is not set');
    const counted = ['sent', 'nothing', 'refused'].map(
      (verdict, n) => `nova_mails_total{what="digest",verdict="${verdict}"} ${n + 1}`,
    );
    expect(mail(['nova_mail_on 1', ...counted, ''].join('\n'))).toBe('1 sent, 3 not, since it started');
    // An older server says nothing of it.
    expect(mail('nova_sockets 1\n')).toBeUndefined();
  });
});
