import type { ChangeOutput, ImportConversationOutput } from '@nova/contract';
import { findConversation } from '@nova/db';
import { AlreadyThere, type Issuer, underOpenLock } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';
import { type ConversationPlan, createCommand } from './create-conversation.ts';
import { storable } from './import-messages.ts';

type Wanted = Pick<ConversationPlan, 'action' | 'kind' | 'title' | 'topic' | 'members' | 'createdAt'> & {
  readonly importSource: string;
};

/** The public channel of an import source with its operator as owner, made when there is none. Idempotent per source. */
export function openImportChannel(
  parts: ApiParts,
  { source, title, topic }: { readonly source: string; readonly title: string; readonly topic: string },
  issuer: Issuer,
): Promise<ChangeOutput> {
  const members = [{ userId: issuer.userId, role: 'owner' as const }];
  const wanted = { action: 'imports.openChannel', kind: 'channel' as const, title, topic, members };
  return open(parts, { ...wanted, importSource: source }, issuer);
}

/**
 * The conversation of an import source, made when there is none, with nobody in it: members come last, so that they see
 * its history whole or not at all. Idempotent per source.
 */
export async function openImportConversation(
  parts: ApiParts,
  wanted: Pick<Wanted, 'kind' | 'title' | 'topic' | 'createdAt'> & { readonly source: string },
  issuer: Issuer,
): Promise<ImportConversationOutput> {
  const { source, kind, title, topic } = wanted;
  const createdAt = wanted.createdAt === undefined ? undefined : storable(wanted.createdAt);
  const plan = { action: 'imports.openConversation', kind, title, topic, createdAt, members: [], importSource: source };
  const { conversationId, changed } = await open(parts, plan, issuer);
  return { conversationId, made: changed };
}

async function open(parts: ApiParts, wanted: Wanted, issuer: Issuer): Promise<ChangeOutput> {
  const { importSource } = wanted;
  const find = async (): Promise<ChangeOutput | null> => {
    const found = await findConversation(parts.db.query, { importSource });
    return found && { conversationId: found.id, seq: found.lastSeq, changed: false };
  };
  const existing = await find();
  if (existing) return existing;
  try {
    return await underOpenLock(parts, createCommand({ ...wanted, directKey: null }, issuer));
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    const theirs = await find();
    if (!theirs) throw error;
    return theirs;
  }
}
