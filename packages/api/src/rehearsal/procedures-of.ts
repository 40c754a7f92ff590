import type { AnyTRPCProcedure } from '@trpc/server';
import { appRouter } from '../app-router.ts';
import type { ProcedureMeta } from '../procedures.ts';

export interface KnownProcedure {
  readonly path: string;
  readonly type: AnyTRPCProcedure['_def']['type'];
  readonly meta: ProcedureMeta;
  readonly inputs: readonly unknown[];
}

/** Every procedure of the router, however deep (tRPC keeps them in one flat record by path). */
export function knownProcedures(): KnownProcedure[] {
  const flat: Readonly<Record<string, unknown>> = appRouter._def.procedures;
  return Object.entries(flat).flatMap(([path, procedure]) => {
    if (!isProcedure(procedure)) throw new Error(`${path} is no procedure`);
    const { type, meta, inputs } = procedure._def;
    return [{ path, type, meta, inputs }];
  });
}

type Inside = Pick<KnownProcedure, 'type' | 'meta' | 'inputs'>;

function isProcedure(value: unknown): value is { readonly _def: Inside } {
  return typeof value === 'function' && '_def' in value;
}

/** The same procedure of a caller. */
export function callable(caller: object, path: string): (input?: unknown) => Promise<unknown> {
  const found = path.split('.').reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), caller);
  if (!isCall(found)) throw new Error(`${path} cannot be called`);
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function isCall(value: unknown): value is (input?: unknown) => Promise<unknown> {
  return typeof value === 'function';
}
