import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { calmWarnings, openLog } from './log.ts';

function lines(): { log: ReturnType<typeof openLog>; read: () => Record<string, unknown>[] } {
  const texts: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      texts.push(chunk.toString());
      done();
    },
  });
  return { log: openLog({ logLevel: 'info' }, sink), read: () => texts.map((text) => JSON.parse(text) as never) };
}

test('of a failed statement the log keeps what went wrong, not the values that were in it', () => {
  const { log, read } = lines();
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
  const query = Object.assign(new Error('Failed query: select ... params: secret-token', { cause: refused }), {
    query: 'select',
    params: ['secret-token'],
  });
  query.name = 'DrizzleQueryError';
  log.error({ err: new Error('Failed to get session of secret-token', { cause: query }) }, 'failed');
  const [line] = read();
  expect(JSON.stringify(line)).not.toContain('secret-token');
  expect(line?.['err']).toMatchObject({
    type: 'Error',
    code: 'ECONNREFUSED',
    message: 'connect ECONNREFUSED 127.0.0.1:1',
    through: ['Error', 'DrizzleQueryError'],
  });
});

test('an error without a cause, and what is no error at all, are told as well', () => {
  const { log, read } = lines();
  log.error({ err: new TypeError('broken') }, 'failed');
  log.error({ err: 'a text that may be anything' }, 'failed');
  expect(read().map(({ err }) => err)).toMatchObject([{ type: 'TypeError', message: 'broken' }, { type: 'string' }]);
});

test('one kind of trouble is told once a second, with how often it came', () => {
  const { log, read } = lines();
  let nowMs = 0;
  const warn = calmWarnings(log, () => nowMs);
  for (nowMs = 0; nowMs < 2_500; nowMs += 100) warn('append', new Error('down'));
  warn('poll', new Error('down'));
  expect(read().map(({ what, times }) => [what, times])).toEqual([
    ['append', 1],
    ['append', 10],
    ['append', 10],
    ['poll', 1],
  ]);
});
