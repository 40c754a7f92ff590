import { parseTRPCMessage, type TRPCClientOutgoingMessage } from '@trpc/server/rpc';

/** What a caller asks for, read from the wire. */
export interface Call {
  readonly id: number | string;
  readonly jsonrpc: '2.0' | undefined;
  readonly path: string;
  /** With the cursor in it that tRPC's client adds beside it. */
  readonly input: unknown;
}

/** The input and output of every procedure go as they are: Nova uses no transformer. */
const asIs = { serialize: (value: unknown): unknown => value, deserialize: (value: unknown): unknown => value };
const noTransformer = { input: asIs, output: asIs };

/** Reads a message as tRPC does; null for what is none. */
export function readMessage(raw: unknown): TRPCClientOutgoingMessage | null {
  try {
    return parseTRPCMessage(raw, noTransformer);
  } catch {
    return null;
  }
}

/** The subscription that a message asks for; null when it asks for something else. */
export function subscriptionIn({ id, jsonrpc, ...message }: TRPCClientOutgoingMessage): Call | null {
  if (id === null || message.method !== 'subscription') return null;
  const { path, input, lastEventId } = message.params;
  return { id, jsonrpc, path, input: lastEventId === undefined ? input : withCursor(input, lastEventId) };
}

/** The mutation that a message asks for; null when it asks for something else. */
export function mutationIn({ id, jsonrpc, ...message }: TRPCClientOutgoingMessage): Call | null {
  if (id === null || message.method !== 'mutation') return null;
  const { path, input } = message.params;
  return { id, jsonrpc, path, input };
}

function withCursor(input: unknown, lastEventId: string): unknown {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return { ...input, lastEventId };
  return input ?? { lastEventId };
}
