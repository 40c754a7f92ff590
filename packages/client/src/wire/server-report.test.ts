import { fakePlatform } from '@nova/testkit';
import { expect, it } from 'vitest';
import { serverReport } from './server-report.ts';

interface Sent {
  readonly version: string;
  readonly incidents: { readonly type: string; readonly error?: { readonly name: string; readonly stack: string } }[];
}

it('tells the server of incidents together, boundedly, and without a word of what was written', async () => {
  const platform = fakePlatform();
  const sent: Sent[] = [];
  const report = serverReport({
    url: 'http://nova.test',
    version: 'build-1',
    platform,
    fetch: (input, init) => {
      expect(input).toEqual(new URL('http://nova.test/api/report'));
      sent.push(JSON.parse(init?.body as string) as Sent);
      return sent.length === 2
        ? Promise.reject(new TypeError('gone'))
        : Promise.resolve(new Response(null, { status: 204 }));
    },
  });
  report({ type: 'gap', conversationId: 'c', expectedSeq: 1, gotSeq: 3 });
  report({ type: 'uncaught', error: new RangeError('a secret text\nof two lines:1:2') });
  report({ type: 'storageFailed', what: 'meta', error: 'a secret' });
  expect(sent).toEqual([]);
  await platform.advance(2_000);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    version: 'build-1',
    incidents: [
      { type: 'gap' },
      { type: 'uncaught', error: { name: 'RangeError' } },
      { error: { name: 'Error', stack: '' } },
    ],
  });
  expect(JSON.stringify(sent)).not.toContain('secret');
  expect(sent[0]?.incidents[1]?.error?.stack).toContain('server-report.test.ts');
  expect(JSON.stringify(sent)).not.toContain('two lines');
  for (let n = 0; n < 500; n++) report({ type: 'unknownEvent', conversationId: 'c', seq: n });
  await platform.advance(600_000);
  expect(sent.map(({ incidents }) => incidents.length)).toEqual([3, 20, 20, 20, 20, 20, 20, 20, 20, 20, 17]);
});
