import { isRetryable, type SendInput } from '@nova/contract';
import { claimScheduled, type DueMessage, newId, postponeScheduled, refuseScheduled } from '@nova/db';
import { Refusal } from '../errors/refusal.ts';
import type { ApiParts } from '../parts.ts';
import type { GroupCommit } from './group-commit.ts';

/** Messages taken up at a time, and for how long: a node that dies keeps them from the others no longer. */
const limit = 100;
const leaseMs = 10_000;
/** What the server could not do now is tried again after this. */
const againMs = 1_000;

/**
 * Sends the scheduled messages whose time has come, each as its person would send it now: the permission is judged
 * behind the lock, and the row is settled in the same transaction, so that it is sent once, whoever dies and however
 * many nodes do this. What is refused is kept with its reason. Resolves to whether there may be more.
 */
export async function sendDue(parts: ApiParts, sends: GroupCommit): Promise<boolean> {
  const due = await claimScheduled(parts.db.query, { leaseMs, limit });
  if (due.length === 0) return false;
  await parts.failpoint?.('claimed');
  await Promise.all(due.map((message) => sendOne(parts, sends, message)));
  return due.length === limit;
}

async function sendOne(parts: ApiParts, sends: GroupCommit, message: DueMessage): Promise<void> {
  const { userId, version } = message;
  try {
    await sends.send(inputOf(message), { userId, sessionId: null, requestId: `due-${newId()}` }, version);
  } catch (error) {
    if (!(error instanceof Refusal) || isRetryable(error.reason)) {
      await postponeScheduled(parts.db.query, message, againMs);
      if (!(error instanceof Refusal)) parts.meter.failed('scheduled', error, '');
      return;
    }
    // Changed, cancelled or sent by hand at the last moment: then that is what counts.
    if (error.reason === 'SCHEDULED_GONE') return;
    await refuseScheduled(parts.db.query, message, error.reason);
  }
  parts.inbox.touchedOwn(userId, 'scheduled');
}

/** The send that a scheduled message is. */
export function inputOf(message: Omit<DueMessage, 'userId'>): SendInput {
  const { conversationId, clientId, body, replyToId, threadRootId, alsoSend, fileIds } = message;
  return {
    conversationId,
    clientId,
    body,
    ...(replyToId === null ? {} : { replyToId }),
    ...(threadRootId === null ? {} : { threadRootId }),
    ...(alsoSend ? { alsoSend } : {}),
    ...(fileIds.length === 0 ? {} : { attachmentIds: [...fileIds] }),
  };
}
