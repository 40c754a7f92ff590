import { fakePlatform } from '@nova/testkit';
import { expect, test } from 'vitest';
import { requestTimeoutMs } from '../deadline.ts';
import { classify } from '../outbox/classification.ts';
import { Http } from './http.ts';
import { readFile } from './read-file.ts';
import { Session } from './session.ts';

/** A server that answers with this, and somebody who reads. */
function bench(response: Response) {
  const platform = fakePlatform();
  const session = new Session({ kind: 'bearer', token: 'x' });
  const http = new Http({ url: 'http://nova.test', session, platform, fetch: () => Promise.resolve(response) });
  const leaving = new AbortController();
  return { platform, leaving, read: readFile({ http, platform }, 'http://nova.test/files/1', leaving.signal) };
}

/** An answer that begins and does not go on. */
function stalled() {
  let isLetGo = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('half')),
    cancel: () => {
      isLetGo = true;
    },
  });
  return { response: new Response(body), isLetGo: () => isLetGo };
}

test('[F4] a file comes whole, with its type', async () => {
  const { read } = bench(new Response('what it says', { headers: { 'content-type': 'text/plain' } }));
  const bytes = await read;
  expect([await bytes.text(), bytes.type]).toEqual(['what it says', 'text/plain']);
});

test('who leaves in the middle of a file is let go at once, and so is the connection', async () => {
  const { response, isLetGo } = stalled();
  const { platform, leaving, read } = bench(response);
  const ended = read.catch((error: unknown) => error);
  await platform.advance(10);
  leaving.abort();
  expect(await ended).toMatchObject({ name: 'AbortError' });
  expect([isLetGo(), platform.pendingTimers()]).toEqual([true, 0]);
});

test('a server that falls silent in the middle of a file is given up, and may be asked again', async () => {
  const { response, isLetGo } = stalled();
  const { platform, read } = bench(response);
  const ended = read.catch((error: unknown) => classify(error));
  await platform.advance(requestTimeoutMs);
  expect([await ended, isLetGo()]).toMatchObject([{ cause: 'NO_ANSWER', policy: 'retry' }, true]);
});

test('a refusal is what Nova says of it, else the bare status', async () => {
  const said = (data: object, status: number): Response => Response.json({ error: { data } }, { status });
  const verdictOf = (response: Response): Promise<unknown> =>
    bench(response).read.catch((error: unknown) => classify(error));
  expect(await verdictOf(said({ reason: 'RATE_LIMITED', retryable: true, retryAfterMs: 900 }, 429))).toMatchObject({
    cause: 'RATE_LIMITED',
    retryAfterMs: 900,
  });
  expect(await verdictOf(said({ reason: 'FILE_NOT_FOUND', retryable: false }, 404))).toMatchObject({
    cause: 'FILE_NOT_FOUND',
  });
  expect(await verdictOf(Response.json({ error: { data: 'no' } }, { status: 503 }))).toMatchObject({
    cause: 'HTTP_BUSY',
  });
  expect(await verdictOf(new Response('no', { status: 403 }))).toMatchObject({ cause: 'HTTP_REFUSED' });
});
