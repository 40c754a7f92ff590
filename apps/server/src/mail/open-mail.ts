import { randomUUID } from 'node:crypto';
import type { MailPort } from '@nova/api';
import { type Database, mailLanguage } from '@nova/db';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { SharedLimiter } from '../limits/shared-limiter.ts';
import type { BudgetKind } from '../limits/user-limiter.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Settings } from '../settings.ts';
import { type AccountLetterFor, proofLetter, resetLetter } from './account-letters.ts';
import type { Letter } from './letter.ts';
import { openPost, type Post } from './post.ts';
import { readToken, signToken } from './signed-token.ts';

export interface MailParts {
  readonly settings: Settings;
  readonly db: Database;
  readonly limiter: SharedLimiter<BudgetKind>;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly nowMs: () => number;
}

/** All mail of a node. */
export interface Mail extends MailPort, AsyncDisposable {
  /** Null where no mail is sent. */
  readonly post: Post | null;
  /** Mails somebody the way to a new password. Returns at once, never throws. */
  sendReset(person: {
    readonly userId: string;
    readonly name: string;
    readonly email: string;
    readonly token: string;
  }): void;
}

/** Whose address, which, and until when. */
const proofSchema = z.tuple([z.string(), z.string(), z.number()]);

/** How long a link that proves an address is good. */
const proofMs = 7 * 24 * 3_600_000;

/** Opens the way to the mail server, if there is one; says plainly when there is none. */
export function openMail({ settings, db, limiter, metrics, log, nowMs }: MailParts): Mail {
  const { smtpUrl, mailFrom, publicUrl, authSecret } = settings;
  const key = { secret: authSecret, purpose: 'prove' } as const;
  const way = smtpUrl !== undefined && mailFrom !== undefined && publicUrl !== undefined;
  const post = way ? openPost({ url: smtpUrl, from: mailFrom }) : null;
  metrics.gauge('mail_on', 'Whether there is a mail server.', () => (post ? 1 : 0));
  if (post) log.info({ from: mailFrom }, 'mail is on');
  else log.info('mail is off: SMTP_URL is not set');
  const sending = new Set<Promise<void>>();

  /** Once: who asked for it asks again. */
  const send = (what: string, userId: string, letterIn: (language: string | null) => Letter): void => {
    if (!post) return;
    const work = (async () => {
      const letter = letterIn(await mailLanguage(db.query, userId).catch(() => null));
      if (await limiter.consume('mail', letter.to.address.toLowerCase())) return;
      const verdict = await post.send(letter);
      metrics.mails.inc({ what, verdict: verdict.type });
      if (verdict.type !== 'sent') log.warn({ err: verdict.error, what, verdict: verdict.type }, 'a mail was not sent');
    })().catch((error: unknown) => log.error({ err: error, what }, 'a mail could not be made'));
    sending.add(work);
    void work.finally(() => sending.delete(work));
  };
  const to = (
    person: { readonly name: string; readonly email: string },
    link: string,
  ): Omit<AccountLetterFor, 'language'> => ({
    name: person.name,
    email: person.email,
    link,
    messageId: `<${randomUUID()}@${new URL(publicUrl ?? 'http://nova').hostname}>`,
  });

  return {
    isOn: post !== null,
    post,
    askForProof({ userId, name, email, language }) {
      const token = signToken(key, JSON.stringify([userId, email, nowMs() + proofMs]));
      const letter = to({ name, email }, `${publicUrl}/confirm/${token}`);
      send('prove', userId, (known) => proofLetter({ ...letter, language: known ?? language }));
    },
    readProof(token) {
      const said: unknown = JSON.parse(readToken(key, token) ?? 'null');
      const read = proofSchema.safeParse(said);
      if (!read.success) return null;
      const [userId, email, untilMs] = read.data;
      return untilMs > nowMs() ? { userId, email } : null;
    },
    sendReset({ userId, name, email, token }) {
      const letter = to({ name, email }, `${publicUrl}/reset/${token}`);
      send('reset', userId, (language) => resetLetter({ ...letter, language }));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(sending);
      post?.close();
    },
  };
}
