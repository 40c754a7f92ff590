import { errorDataSchema, type Reason } from '@nova/contract';
import { TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { appRouter } from '../app-router.ts';
import { openWorld } from '../rehearsal/world.ts';

const failure = z.object({
  error: z.object({
    message: z.string(),
    code: z.number(),
    data: z.looseObject({ ...errorDataSchema.shape, code: z.string(), httpStatus: z.number() }),
  }),
});

const json = { 'content-type': 'application/json' };
const post = (body: string, headers: Record<string, string> = json) => ({ method: 'POST', body, headers });

/** What is asked, the status and the reason of the answer. */
const asked: readonly [what: string, path: string, init: RequestInit, status: number, reason: Reason][] = [
  ['an unknown procedure', 'message.nothing', {}, 404, 'PROCEDURE_NOT_FOUND'],
  ['an unknown router', 'nothing', post('{}'), 404, 'PROCEDURE_NOT_FOUND'],
  ['a name every object has', '__proto__', {}, 404, 'PROCEDURE_NOT_FOUND'],
  ['JSON that is none', 'message.send', post('{"conversationId":'), 400, 'INVALID_INPUT'],
  ['query input that is no JSON', 'message.list?input=%7B', {}, 400, 'INVALID_INPUT'],
  ['a body of another type', 'message.send', post('<x/>', { 'content-type': 'text/xml' }), 415, 'INVALID_INPUT'],
  ['a mutation by GET', 'message.delete?input=%7B%7D', {}, 405, 'INVALID_INPUT'],
  ['no input', 'message.send', post('{}'), 400, 'INVALID_INPUT'],
  ['a body too long', 'message.send', post(JSON.stringify({ body: 'x'.repeat(8_001) })), 413, 'TOO_LONG'],
  [
    'a stranger',
    `message.list?input={"conversationId":"01890a5d-ac96-774b-bcce-b302099a8057"}`,
    {},
    403,
    'NOT_A_MEMBER',
  ],
];

test.each(asked)('[A3] over HTTP: %s', async (_what, path, init, status, reason) => {
  await using world = await openWorld();
  const { userId, sessionId } = await world.person('Ann');
  const facts = { caller: { userId, sessionId }, operator: false, requestId: 'r-1', address: '' };
  const response = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: new Request(`http://nova.test/api/trpc/${path}`, init),
    router: appRouter,
    createContext: () => world.node.api.contextFor(facts),
  });
  const { error } = failure.parse(await response.json());
  expect({ status: response.status, reason: error.data.reason }).toEqual({ status, reason });
  // A body of another type is refused before there is a context to take the id from.
  if (status !== 415) expect(error.data.requestId).toBe('r-1');
  expect(error.data).not.toHaveProperty('stack');
  expect(world.failures).toEqual([]);
});

test('[W2] a database that cannot be reached is BUSY with its status, for queries as for commands', async () => {
  await using world = await openWorld();
  const { userId, sessionId } = await world.person('Ann');
  const node = world.openNode();
  await node.db.close();
  const ask = (path: string, init: RequestInit): Promise<Response> =>
    fetchRequestHandler({
      endpoint: '/api/trpc',
      req: new Request(`http://nova.test/api/trpc/${path}`, init),
      router: appRouter,
      createContext: () =>
        node.api.contextFor({ caller: { userId, sessionId }, operator: false, requestId: 'r', address: '' }),
    });
  const create = post(JSON.stringify({ title: 'G', memberIds: [] }));
  for (const response of [await ask('user.me', {}), await ask('conversation.createGroup', create)]) {
    expect(response.status).toBe(503);
    const { data } = failure.parse(await response.json()).error;
    expect(data).toMatchObject({ code: 'SERVICE_UNAVAILABLE', reason: 'BUSY', retryable: true, retryAfterMs: 500 });
  }
});

test('a defect is told as INTERNAL, without its text, and shown to operators with the request it was in', async () => {
  const seen: string[] = [];
  await using world = await openWorld({
    parts: {
      limiter: {
        consume: () => {
          throw new Error('secret');
        },
      },
    },
  });
  const { meter } = world.node.parts;
  const node = world.openNode({
    parts: {
      limiter: world.node.parts.limiter,
      meter: { ...meter, failed: (what, error, requestId) => seen.push(`${what} ${String(error)} ${requestId}`) },
    },
  });
  const { userId, sessionId } = await world.person('Ann');
  const response = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: new Request('http://nova.test/api/trpc/user.me'),
    router: appRouter,
    createContext: () =>
      node.api.contextFor({ caller: { userId, sessionId }, operator: false, requestId: 'r-2', address: '' }),
  });
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(text).not.toContain('secret');
  expect(failure.parse(JSON.parse(text)).error.data).toMatchObject({
    reason: 'INTERNAL',
    retryable: true,
    requestId: 'r-2',
  });
  expect(seen).toEqual(['user.me Error: secret r-2']);
});

test('a context that cannot be made is still a typed error', async () => {
  const response = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: new Request('http://nova.test/api/trpc/user.me'),
    router: appRouter,
    createContext: () => {
      throw new TRPCError({ code: 'UNAUTHORIZED' });
    },
  });
  expect(failure.parse(await response.json()).error.data).toMatchObject({
    reason: 'UNAUTHENTICATED',
    retryable: false,
  });
});
