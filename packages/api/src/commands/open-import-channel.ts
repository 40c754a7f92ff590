import type { ChangeOutput } from '@nova/contract';
import { findConversation } from '@nova/db';
import { AlreadyThere, type Issuer, underOpenLock } from '../lock/under-lock.ts';
import type { ApiParts } from '../parts.ts';
import { createCommand } from './create-conversation.ts';

export interface ImportChannel {
  readonly source: string;
  readonly title: string;
  readonly topic: string;
}

/** The public channel of an import source, made when there is none. Idempotent per source. */
export async function openImportChannel(parts: ApiParts, wanted: ImportChannel, issuer: Issuer): Promise<ChangeOutput> {
  const { source: importSource, title, topic } = wanted;
  const find = async (): Promise<ChangeOutput | null> => {
    const found = await findConversation(parts.db.query, { importSource });
    return found && { conversationId: found.id, seq: found.lastSeq, changed: false };
  };
  const existing = await find();
  if (existing) return existing;
  const members = [{ userId: issuer.userId, role: 'owner' as const }];
  const plan = {
    action: 'imports.openChannel',
    kind: 'channel' as const,
    title,
    topic,
    directKey: null,
    importSource,
    members,
  };
  try {
    return await underOpenLock(parts, createCommand(plan, issuer));
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    const theirs = await find();
    if (!theirs) throw error;
    return theirs;
  }
}
