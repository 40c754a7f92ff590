import type { TRPCError } from '@trpc/server';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import type { Settings } from './settings.ts';

/** Structured lines on standard output. Nothing that is logged holds a message text, a password or a token. */
export function openLog({ logLevel }: Pick<Settings, 'logLevel'>, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level: logLevel,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: plainError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * An error as logs may have it: of the chain of its causes the names, of the last one what went wrong and where. The
 * others are left out since database libraries put the statement's values into their messages.
 */
function plainError(error: unknown): object {
  const chain = [error];
  for (let at = error; at instanceof Error && at.cause instanceof Error && chain.length < 8; )
    chain.push((at = at.cause));
  const root = chain.at(-1);
  const through = chain.slice(0, -1).map((each) => (each instanceof Error ? each.name : typeof each));
  if (!(root instanceof Error)) return { type: typeof root, through };
  const facts: (readonly [string, string])[] = [
    'code',
    'constraint_name',
    'table_name',
    'routine',
    'syscall',
    'reason',
  ].flatMap((name) => {
    const value: unknown = Reflect.get(root, name);
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return { type: root.name, message: root.message, stack: root.stack, through, ...Object.fromEntries<string>(facts) };
}

/** Logs what a procedure was refused or failed for, when that is nobody's verdict but a defect. */
export function failureLog(log: Logger) {
  return ({ error, path }: { readonly error: TRPCError; readonly path: string | undefined }): void => {
    if (error.code === 'INTERNAL_SERVER_ERROR') log.error({ err: error, path }, 'failed');
  };
}

const everyMs = 1_000;

/** Warns of one kind of trouble once a second at most, however often it comes; `times` says how often it did. */
export function calmWarnings(log: Logger, nowMs: () => number): (what: string, error: unknown) => void {
  const kinds = new Map<string, { toldAtMs: number; times: number }>();
  return (what, error) => {
    const kind = kinds.get(what) ?? { toldAtMs: Number.NEGATIVE_INFINITY, times: 0 };
    kind.times++;
    kinds.set(what, kind);
    if (nowMs() - kind.toldAtMs < everyMs) return;
    log.warn({ err: error, what, times: kind.times }, 'going on without');
    kind.toldAtMs = nowMs();
    kind.times = 0;
  };
}
