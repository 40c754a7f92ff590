import { createHash } from 'node:crypto';
import { isUndisturbed, newsOf } from '@nova/api';
import type { PushedNews } from '@nova/contract';
import {
  claimPushes,
  type Database,
  type DuePush,
  type Failpoint,
  type PushOutcome,
  readNotifyWishes,
  removeNotifyDevice,
  settlePush,
  trialPlace,
} from '@nova/db';
import type { PushResult, PushSender } from './push-sender.ts';

export interface PushStepParts {
  readonly db: Database;
  readonly sender: Pick<PushSender, 'send'>;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly failpoint?: Failpoint | undefined;
}

/** Pushes taken up at a time, and for how long: a node that dies keeps them from the others no longer. */
const limit = 50;
const leaseMs = 30_000;
/** A push is tried so often at most; the wait before the next time is this at first, and then four times as long each. */
const attemptsMax = 6;
const firstWaitMs = 5_000;

/**
 * Tells devices how things stand in their conversations. What is pushed is found out when it is sent (X1): what was read,
 * deleted or left meanwhile is told by nobody, nor anything while the person is looking or does not want to be disturbed;
 * a device that still shows it is told that it is over. A node that dies between claim and note leaves it to be sent
 * again, as the same news, which a device shows once (B3, B5).
 */
export function pushStep(parts: PushStepParts): () => Promise<boolean> {
  return async () => {
    const { db, nowMs, failpoint } = parts;
    const due = await claimPushes(db.query, { now: new Date(nowMs()), leaseMs, limit });
    if (due.length === 0) return false;
    await failpoint?.('pushes-claimed');
    await Promise.all(due.map((push) => sendOne(parts, push)));
    return due.length === limit;
  };
}

async function sendOne(parts: PushStepParts, push: DuePush): Promise<void> {
  const { db, sender, failpoint } = parts;
  const { subscription } = push;
  if (!subscription || !push.isAlive) {
    if (!push.isAlive) return removeNotifyDevice(db.query, push.sessionId);
    return settlePush(db.query, push, { shownSeq: null, againAt: null });
  }
  const pushed = await whatToPush(parts, push, subscription.endpoint);
  if (pushed.news === null) return settlePush(db.query, push, { shownSeq: pushed.shownSeq, againAt: null });
  const result = await sender.send(subscription, pushed.news, {
    topic: topicOf(push.conversationId, subscription.auth),
  });
  await failpoint?.('push-sent');
  if (result.type === 'gone') return removeNotifyDevice(db.query, push.sessionId);
  return settlePush(db.query, push, outcomeOf(parts, push, { result, shownSeq: pushed.shownSeq }));
}

/** By what a push service tells which pushes are of the same conversation, without knowing which one that is. */
function topicOf(conversationId: string, secret: string): string {
  return createHash('sha256').update(`${secret} ${conversationId}`).digest('base64url').slice(0, 32);
}

/** `news` is null when there is nothing to tell; `shownSeq` is what the device shows when it was told. */
async function whatToPush(
  { db, nowMs }: PushStepParts,
  { userId, conversationId, shownSeq, language }: DuePush,
  endpoint: string,
): Promise<{ readonly news: PushedNews | null; readonly shownSeq: number | null }> {
  if (conversationId === trialPlace) return { news: { type: 'trial', language }, shownSeq: null };
  const now = new Date(nowMs());
  const [[news], [wishes]] = await Promise.all([
    newsOf(db.query, userId, conversationId),
    readNotifyWishes(db.query, [userId]),
  ]);
  if (!news) {
    const isShown = shownSeq !== null && !takesNewsOnly(endpoint);
    return { news: isShown ? { type: 'over', conversationId } : null, shownSeq: null };
  }
  const activeUntil = wishes?.activeUntil ?? null;
  const isLooking = activeUntil !== null && Date.parse(activeUntil) > now.getTime();
  // What a device shows already is made right at any hour: it makes no sound.
  const isNew = shownSeq === null || news.seq > shownSeq;
  if (isNew && (isLooking || (wishes && isUndisturbed(wishes, now)))) return { news: null, shownSeq };
  return { news: { type: 'news', ...news, userId, language }, shownSeq: news.seq };
}

/** A push service that takes a subscription away when something comes that is not shown. */
function takesNewsOnly(endpoint: string): boolean {
  return new URL(endpoint).hostname.endsWith('.push.apple.com');
}

function outcomeOf(
  { nowMs, random }: PushStepParts,
  push: DuePush,
  { result, shownSeq }: { readonly result: PushResult; readonly shownSeq: number | null },
): PushOutcome {
  if (result.type === 'sent') return { shownSeq, againAt: null };
  if (result.type !== 'later' || push.attempts >= attemptsMax) return { shownSeq: push.shownSeq, againAt: null };
  const waitMs = Math.max(result.afterMs ?? 0, firstWaitMs * 4 ** (push.attempts - 1) * (0.5 + random()));
  return { shownSeq: push.shownSeq, againAt: new Date(nowMs() + Math.min(waitMs, 3_600_000)) };
}
