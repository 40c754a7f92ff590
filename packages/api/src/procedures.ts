import { initTRPC } from '@trpc/server';
import type { ApiContext, SignedInContext } from './context.ts';
import { asRefusal, describeError, faceOf } from './errors/error-formatter.ts';
import { refuse } from './errors/refusal.ts';
import type { LimitKind } from './ports.ts';

/** Who may call a procedure at all (A1). What they may do with a conversation is judged under its lock. */
export type AccessRule = 'public' | 'signedIn' | 'operator';

export interface ProcedureMeta {
  /** A procedure without a rule is refused to everybody. */
  readonly rule?: AccessRule;
  /** The budget a call is counted against (A3). */
  readonly limit?: LimitKind;
}

const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error, ctx, path }) {
      const described = describeError(error, ctx?.requestId);
      const { text } = faceOf(described.reason);
      ctx?.parts.meter.refused(path ?? '', described.reason);
      if (described.reason === 'INTERNAL') ctx?.parts.meter.failed(path ?? '', error.cause ?? error, ctx.requestId);
      const { code, httpStatus } = shape.data;
      return { code: shape.code, message: text, data: { code, httpStatus, path: shape.data.path, ...described } };
    },
  });

export const router = t.router;

const guarded = t.procedure.use(async ({ ctx, meta, next }) => {
  const no = judgeAccess(ctx, meta?.rule);
  if (no) throw refuse(no);
  if (meta?.limit) {
    const { limiter } = ctx.parts;
    const wait = await limiter.consume(meta.limit, { userId: ctx.caller?.userId ?? null, address: ctx.address });
    if (wait) throw refuse('RATE_LIMITED', { retryAfterMs: wait.retryAfterMs });
  }
  const result = await next();
  // What a parser or the database has thrown gets the code of its reason, as a verdict has it.
  const refusal = result.ok ? null : asRefusal(result.error);
  if (refusal) throw refusal;
  return result;
});

function judgeAccess(
  { caller, operator }: ApiContext,
  rule: AccessRule | undefined,
): 'FORBIDDEN' | 'UNAUTHENTICATED' | null {
  switch (rule) {
    case 'public':
      return null;
    case 'signedIn':
      return caller ? null : 'UNAUTHENTICATED';
    case 'operator':
      if (!caller) return 'UNAUTHENTICATED';
      return operator ? null : 'FORBIDDEN';
    case undefined:
      return 'FORBIDDEN';
  }
}

/** A procedure for anybody who is signed in, counted against a budget. */
export const signedIn = (limit: LimitKind) =>
  guarded.meta({ rule: 'signedIn', limit }).use(({ ctx, next }) => next({ ctx: withCaller(ctx) }));

/** A procedure for who runs the deployment. */
export const operator = (limit: LimitKind) =>
  guarded.meta({ rule: 'operator', limit }).use(({ ctx, next }) => next({ ctx: withCaller(ctx) }));

/** For the test that nothing is open by omission. */
export const withoutRule = guarded;

function withCaller(ctx: ApiContext): SignedInContext {
  const { caller } = ctx;
  if (!caller) throw refuse('UNAUTHENTICATED');
  return { ...ctx, caller };
}
