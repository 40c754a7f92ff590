import { errorDataSchema, errorTable, reasonSchema } from '@nova/contract';
import { PoolExhausted, TransactionLost } from '@nova/db';
import { TRPCError } from '@trpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { kindOfFailure, refusalOf } from './database-failure.ts';
import { describeError } from './error-formatter.ts';
import { knownToTrpc, refuse } from './refusal.ts';

function postgresError(code: string, constraint_name = ''): Error {
  return Object.assign(new Error(`secret of ${code}`), { code, constraint_name });
}

function wrapped(cause: unknown): TRPCError {
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause });
}

test('every reason is told with the code of the table, and tRPC knows it', () => {
  for (const reason of reasonSchema.options) {
    const error = refuse(reason);
    expect(error.code).toBe(knownToTrpc(errorTable[reason].code));
    expect(describeError(error, 'r')).toMatchObject({ reason, requestId: 'r' });
    errorDataSchema.parse(describeError(error, undefined));
  }
});

test.each([
  ['40001', 'collision', 'BUSY'],
  ['40P01', 'collision', 'BUSY'],
  ['55P03', 'collision', 'BUSY'],
  ['57014', 'timeout', 'TIMEOUT'],
  ['57P01', 'unreachable', 'BUSY'],
  ['53300', 'unreachable', 'BUSY'],
  ['25006', 'unreachable', 'BUSY'],
  ['CONNECTION_CLOSED', 'unreachable', 'BUSY'],
  ['CONNECT_TIMEOUT', 'unreachable', 'BUSY'],
  ['ECONNREFUSED', 'unreachable', 'BUSY'],
  ['23505', 'final', 'INTERNAL'],
  ['22021', 'final', 'INTERNAL'],
])('[W2] the database says %s: %s, the caller hears %s and nothing more', (code, kind, reason) => {
  const error = postgresError(code);
  expect(kindOfFailure(error)).toBe(kind);
  const told = describeError(wrapped(error), undefined);
  expect(told.reason).toBe(reason);
  expect(told.retryable).toBe(true);
  expect(JSON.stringify(told)).not.toContain('secret');
});

test('[W6] a race for a client id is a collision, as is a pool that does not keep up', () => {
  expect(kindOfFailure(postgresError('23505', 'messages_sender_client'))).toBe('collision');
  expect(kindOfFailure(postgresError('23505', 'messages_conversation_seq'))).toBe('final');
  for (const error of [new TransactionLost('x'), new PoolExhausted('x')])
    expect(refusalOf(error)).toMatchObject({ reason: 'BUSY' });
});

test('bad input names what is wrong; a long body has its own reason', () => {
  const schema = z.object({ body: z.string().max(3), seq: z.number() });
  const badInput = (value: unknown): TRPCError =>
    new TRPCError({ code: 'BAD_REQUEST', cause: schema.safeParse(value).error });
  expect(describeError(badInput({ body: 'abc', seq: 'x' }), undefined)).toMatchObject({
    reason: 'INVALID_INPUT',
    retryable: false,
  });
  expect(describeError(badInput({ body: 'abc', seq: 'x' }), undefined).issues?.[0]).toMatch(/^seq: /);
  expect(describeError(badInput({ body: 'abcd', seq: 1 }), undefined).reason).toBe('TOO_LONG');
});

test('what tRPC itself says has a reason too', () => {
  const reasonOf = (code: TRPCError['code']): string => describeError(new TRPCError({ code }), undefined).reason;
  expect(reasonOf('NOT_FOUND')).toBe('PROCEDURE_NOT_FOUND');
  expect(reasonOf('PARSE_ERROR')).toBe('INVALID_INPUT');
  expect(reasonOf('BAD_REQUEST')).toBe('INVALID_INPUT');
  expect(reasonOf('METHOD_NOT_SUPPORTED')).toBe('INVALID_INPUT');
  expect(reasonOf('PAYLOAD_TOO_LARGE')).toBe('TOO_LONG');
  expect(reasonOf('INTERNAL_SERVER_ERROR')).toBe('INTERNAL');
  expect(reasonOf('NOT_IMPLEMENTED')).toBe('INTERNAL');
});
