import { initTRPC, type TRPCError } from '@trpc/server';
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

/** Who asks is admitted: throws for whoever is not. Before anything of the input is looked at. */
async function admit(ctx: ApiContext, meta: ProcedureMeta | undefined): Promise<void> {
  const no = judgeAccess(ctx, meta?.rule);
  if (no) throw refuse(no);
  if (!meta?.limit) return;
  const wait = await ctx.parts.limiter.consume(meta.limit, {
    userId: ctx.caller?.userId ?? null,
    address: ctx.address,
  });
  if (wait) throw refuse('RATE_LIMITED', { retryAfterMs: wait.retryAfterMs });
}

/** What a parser or the database has thrown gets the code of its reason, as a verdict has it. */
function codedAs(error: TRPCError): TRPCError {
  return asRefusal(error) ?? error;
}

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

// All in one middleware each: every step between tRPC's and the command costs a send more than its parsing does.
const withCaller = t.middleware(async ({ ctx, meta, next }) => {
  await admit(ctx, meta);
  if (!ctx.caller) throw refuse('UNAUTHENTICATED');
  // The caller is in the context already, and giving it again would copy all of it.
  const result = await next<Pick<SignedInContext, 'caller'>>({});
  if (!result.ok) throw codedAs(result.error);
  return result;
});

/** A procedure for anybody who is signed in, counted against a budget. */
export const signedIn = (limit: LimitKind) => t.procedure.meta({ rule: 'signedIn', limit }).use(withCaller);

/** A procedure for who runs the deployment. */
export const operator = (limit: LimitKind) => t.procedure.meta({ rule: 'operator', limit }).use(withCaller);

/** For the test that nothing is open by omission. */
export const withoutRule = t.procedure.use(async ({ ctx, meta, next }) => {
  await admit(ctx, meta);
  const result = await next();
  if (!result.ok) throw codedAs(result.error);
  return result;
});
