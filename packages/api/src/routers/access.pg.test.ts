import { getTRPCErrorFromUnknown } from '@trpc/server';
import { describe, expect, test } from 'vitest';
import { appRouter } from '../app-router.ts';
import { describeError } from '../errors/error-formatter.ts';
import { router, withoutRule } from '../procedures.ts';
import { callable, knownProcedures } from '../rehearsal/procedures-of.ts';
import { openWorld } from '../rehearsal/world.ts';

const procedures = knownProcedures();

async function reasonFrom(call: () => Promise<unknown>): Promise<string | null> {
  try {
    await call();
    return null;
  } catch (error) {
    return describeError(getTRPCErrorFromUnknown(error), undefined).reason;
  }
}

describe('[A1] every procedure names its rule', () => {
  test('the router has no procedure without a rule and a budget', () => {
    expect(procedures.length).toBeGreaterThan(30);
    for (const { path, meta } of procedures) {
      expect({ path, rule: meta.rule }).toEqual({ path, rule: path.startsWith('imports.') ? 'operator' : 'signedIn' });
      expect({ path, limit: meta.limit }).toEqual({ path, limit: expect.any(String) });
    }
  });

  test('nobody gets in unless signed in, and to imports only operators', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const facts = { requestId: 'r', address: '' };
    const nobody = appRouter.createCaller(world.node.api.contextFor({ ...facts, caller: null, operator: true }));
    const plain = appRouter.createCaller(
      world.node.api.contextFor({
        ...facts,
        caller: { userId: ann.userId, sessionId: ann.sessionId },
        operator: false,
      }),
    );
    for (const { path } of procedures) {
      expect(`${path} ${await reasonFrom(() => callable(nobody, path)())}`).toBe(`${path} UNAUTHENTICATED`);
      if (path.startsWith('imports.'))
        expect(`${path} ${await reasonFrom(() => callable(plain, path)())}`).toBe(`${path} FORBIDDEN`);
    }
  });

  test('a procedure that names no rule is refused to everybody', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const careless = router({ open: withoutRule.query(() => 'secret') });
    const ctx = world.node.api.contextFor({ caller: ann, operator: true, requestId: 'r', address: '' });
    expect(await reasonFrom(() => careless.createCaller(ctx).open())).toBe('FORBIDDEN');
  });

  test('[A3] past a budget the caller is told when to come again, before anything is read', async () => {
    await using world = await openWorld({
      parts: { limiter: { consume: (kind) => (kind === 'send' ? { retryAfterMs: 1_234 } : null) } },
    });
    const ann = await world.person('Ann');
    const refused = ann.call.message.send({ conversationId: ann.userId, clientId: ann.userId, body: 'x' });
    await expect(refused).rejects.toMatchObject({ reason: 'RATE_LIMITED', retryAfterMs: 1_234 });
    expect((await ann.call.user.me()).id).toBe(ann.userId);
  });
});
