import {
  type ClaimedDigest,
  claimDigests,
  type Database,
  type DigestOutcome,
  enterMail,
  type Failpoint,
  listMissed,
  settleDigest,
} from '@nova/db';
import { digestChars, digestLetter } from './digest-letter.ts';
import type { Post } from './post.ts';
import type { Verdict } from './verdict-of.ts';

/** People looked at in one step, and the messages of one digest. */
const limit = 50;
const messagesMax = 200;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Everybody is looked at about this often. */
const lookEveryMs = hourMs;
/** A digest that was not taken is tried again after these; then the next period's covers it. */
const retryAfterMs = [5 * minuteMs, 30 * minuteMs, 2 * hourMs] as const;
/** A period is a little less than its name, so that a daily digest does not wander through the day. */
const slackMs = 10 * minuteMs;
/** Nothing older is told, however long somebody was away. */
const oldestMs = 14 * dayMs;
/** What was said this short a time ago may not be committed yet: it is the next one's. */
const settlingMs = 10_000;

export interface DigestParts {
  readonly db: Database;
  readonly post: Post;
  /** Where Nova is, as an origin. */
  readonly publicUrl: string;
  readonly unsubscribeUrl: (userId: string) => string;
  /** Who was not seen for this long is away. */
  readonly afterMs: number;
  readonly alsoUnproved: boolean;
  readonly nowMs: () => number;
  readonly failpoint?: Failpoint | undefined;
  readonly onOutcome: (type: DigestOutcome['type'], error?: unknown) => void;
}

/**
 * Mails people who are long away what they missed (E2, E3). Claimed in one transaction, which alone decides that this
 * is the one of its period; what it says is read after that, just before it is handed over.
 */
export function digestStep(parts: DigestParts): () => Promise<boolean> {
  const { db, nowMs, afterMs, failpoint } = parts;
  return async () => {
    const now = new Date(nowMs());
    const before = (ms: number): Date => new Date(now.getTime() - ms);
    // Those who are new here are given the time to be seen.
    const entered = await enterMail(db.query, { at: new Date(now.getTime() + afterMs), limit: 500 });
    const { looked, claimed } = await db.transactions.run(async (transaction) => {
      const found = await claimDigests(transaction.query, {
        now,
        awaySince: before(afterMs),
        dailyBefore: before(dayMs - slackMs),
        weeklyBefore: before(7 * dayMs - slackMs),
        lookAgainAt: new Date(now.getTime() + lookEveryMs),
        alsoUnproved: parts.alsoUnproved,
        limit,
      });
      if (found.claimed.length > 0) await failpoint?.('digest-locked');
      await transaction.commit();
      return found;
    });
    for (const claim of claimed) {
      await failpoint?.('digest-claimed');
      const { outcome, error } = await attempt(parts, claim, now);
      await failpoint?.('digest-sent');
      await settleDigest(db.query, { userId: claim.userId, claimedAt: now, previousAt: claim.previousAt }, outcome);
      parts.onOutcome(outcome.type, error);
    }
    return looked === limit || entered === 500;
  };
}

async function attempt(
  { db, post, publicUrl, unsubscribeUrl, nowMs }: DigestParts,
  claim: ClaimedDigest,
  claimedAt: Date,
): Promise<{ readonly outcome: DigestOutcome; readonly error?: unknown }> {
  const until = new Date(nowMs() - settlingMs);
  const oldest = new Date(until.getTime() - oldestMs);
  const covered = claim.coveredUntil === null ? oldest : new Date(claim.coveredUntil);
  const after = covered > oldest ? covered : oldest;
  // One more than shown is cut by the letter, which says that it was.
  const asked = { after, until, chars: digestChars * 2, limit: messagesMax };
  const missed = await listMissed(db.query, claim.userId, asked);
  if (missed.length === 0) return { outcome: { type: 'nothing' } };
  const letter = digestLetter({
    person: claim,
    missed,
    publicUrl,
    unsubscribeUrl: unsubscribeUrl(claim.userId),
    messageId: `<digest-${claim.userId}-${claimedAt.getTime()}@${new URL(publicUrl).hostname}>`,
  });
  const verdict = await post.send(letter);
  return {
    outcome: outcomeOf(verdict, { claim, until, nowMs: nowMs() }),
    ...(verdict.type === 'sent' ? {} : { error: verdict.error }),
  };
}

function outcomeOf(
  verdict: Verdict,
  { claim, until, nowMs }: { readonly claim: ClaimedDigest; readonly until: Date; readonly nowMs: number },
): DigestOutcome {
  switch (verdict.type) {
    case 'sent':
      return { type: 'sent', until };
    case 'refused':
      return { type: 'refused', email: claim.email };
    case 'lost':
      return { type: 'lost' };
    case 'later': {
      const waitMs = retryAfterMs[claim.attempts];
      return waitMs === undefined ? { type: 'lost' } : { type: 'later', at: new Date(nowMs + waitMs) };
    }
    default:
      return verdict satisfies never;
  }
}
