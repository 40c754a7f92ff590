import type { ChangeOutput } from '@nova/contract';
import { findConversation } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { AlreadyThere, auditRefusal, type Issuer, underOpenLock } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';
import { createCommand } from './create-conversation.ts';

/** The conversation of two people, made when there is none. Idempotent per pair, whoever asks and however many at once. */
export async function openDirect(
  parts: ApiParts,
  { userId }: { readonly userId: string },
  issuer: Issuer,
): Promise<ChangeOutput> {
  const action = 'conversation.openDirect';
  if (userId === issuer.userId) {
    const refusal = refuse('INVALID_INPUT');
    await auditRefusal(parts, { action, issuer, conversationId: null, targetId: userId }, refusal);
    throw refusal;
  }
  const directKey = [issuer.userId, userId].sort().join(':');
  const find = async (): Promise<ChangeOutput | null> => {
    const found = await findConversation(parts.db.query, { directKey });
    return found && { conversationId: found.id, seq: found.lastSeq, changed: false };
  };
  const existing = await find();
  if (existing) return existing;
  const members = [issuer.userId, userId].map((id) => ({ userId: id, role: 'member' as const }));
  const plan = { action, kind: 'direct' as const, title: null, topic: '', directKey, importSource: null, members };
  try {
    return await underOpenLock(parts, { ...createCommand(plan, issuer), targetId: userId });
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    const theirs = await find();
    if (!theirs) throw error;
    return theirs;
  }
}
