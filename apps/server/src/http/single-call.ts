import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApiContext, appRouter } from '@nova/api';
import { limits } from '@nova/contract';
import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { Visit } from './visit.ts';

/** A request and the way to answer it. */
export interface HttpCall {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly visit: Visit;
}

export interface SingleCallParts {
  /** Who asks. Rejects with a refusal when that cannot be found out. */
  readonly contextOf: (call: HttpCall) => Promise<ApiContext>;
  readonly onError: (failed: { readonly error: TRPCError; readonly path: string | undefined }) => void;
}

const text = new TextDecoder();

/** Every procedure by its path, as `message.send`: the router keeps them so, and its type tells of a tree. */
const procedures: Readonly<Record<string, unknown>> = appRouter._def.procedures;
const mutations: ReadonlySet<string> = new Set(Object.keys(procedures).filter((path) => isMutation(procedures[path])));

/**
 * The path of the mutation that a request asks for by itself and in JSON, as Nova's clients send their messages. Null
 * for every other request: batches, queries, streams, forms, what is too long, what does not say how long it is.
 */
export function singleMutation(req: IncomingMessage, basePath: string): string | null {
  const { method, url = '', headers } = req;
  if (method !== 'POST' || !url.startsWith(`${basePath}/`)) return null;
  const path = url.slice(basePath.length + 1);
  if (!mutations.has(path)) return null;
  if (headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json') return null;
  if (headers['trpc-accept'] !== undefined || headers.accept?.includes('jsonl')) return null;
  const length = headers['content-length'];
  return length !== undefined && Number(length) <= limits.requestMaxBytes ? path : null;
}

/**
 * Performs one mutation and answers it as tRPC's own handler does, byte for byte, without the Request, Response and
 * four streams in between, which cost more than the send itself. Never rejects.
 */
export async function serveSingleMutation(parts: SingleCallParts, path: string, call: HttpCall): Promise<void> {
  const { res } = call;
  const body = await bodyOf(call.req);
  // Who went away before all was said gets no answer.
  if (!body) return;
  let ctx: ApiContext | undefined;
  try {
    ctx = await parts.contextOf(call);
    const data: unknown = await callTRPCProcedure({
      router: appRouter,
      path,
      getRawInput: () => inputIn(body),
      ctx,
      type: 'mutation',
      signal: undefined,
      batchIndex: 0,
    });
    answer(res, 200, { result: { data } });
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    parts.onError({ error, path });
    const config = appRouter._def._config;
    const shape = getTRPCErrorShape({ config, ctx, error, type: 'mutation', path, input: undefined });
    answer(res, getHTTPStatusCodeFromError(error), { error: shape });
  }
}

/** Null when the request was broken off. */
function bodyOf(req: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.once('end', () => resolve(chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks)));
    req.once('close', () => resolve(null));
    req.once('error', () => resolve(null));
  });
}

/** Rejects as the stock handler does, which tells the parser's own words. */
function inputIn(body: Buffer): Promise<unknown> {
  try {
    const json = text.decode(body);
    return Promise.resolve(json === '' ? undefined : (JSON.parse(json) as unknown));
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'Invalid input';
    return Promise.reject(new TRPCError({ code: 'BAD_REQUEST', message, cause }));
  }
}

function answer(res: ServerResponse, status: number, said: object): void {
  const json = JSON.stringify(said);
  const length = Buffer.byteLength(json);
  res.writeHead(status, { vary: 'trpc-accept, accept', 'content-type': 'application/json', 'content-length': length });
  res.end(json);
}

function isMutation(procedure: unknown): boolean {
  if (typeof procedure !== 'function' || !('_def' in procedure)) return false;
  const { _def } = procedure;
  return typeof _def === 'object' && _def !== null && 'type' in _def && _def.type === 'mutation';
}
