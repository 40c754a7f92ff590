import { locateMessage } from '@nova/db';
import { issuerOf, type SignedInContext } from '../context.ts';
import { refuse } from '../errors/refusal.ts';
import { auditRefusal, type Issuer, type MemberCommand, underLock } from './under-lock.ts';

/**
 * Runs a command that names only a message: finds its conversation, which never changes, and goes on under its lock.
 * A message that does not exist and one in a conversation of others are the same to the caller, also in what is done
 * to find out (A1).
 */
export async function onMessage<Input extends { readonly messageId: string }, Facts, Out>(
  ctx: SignedInContext,
  { action, input }: { readonly action: string; readonly input: Input },
  commandOf: (located: Input & { readonly conversationId: string }, issuer: Issuer) => MemberCommand<Facts, Out>,
): Promise<Out> {
  const issuer = issuerOf(ctx);
  const conversationId = await locateMessage(ctx.parts.db.query, input.messageId, issuer.userId);
  if (conversationId !== null) return underLock(ctx.parts, commandOf({ ...input, conversationId }, issuer));
  const refusal = refuse('MESSAGE_NOT_FOUND');
  await auditRefusal(ctx.parts, { action, issuer, conversationId: null, targetId: input.messageId }, refusal);
  throw refusal;
}
