import type { IncomingMessage, ServerResponse } from 'node:http';
import { uuidSchema } from '@nova/contract';
import { type Database, mailLanguage, setMail } from '@nova/db';
import { documentOf, html, type Html } from './layout.ts';
import { readToken, signToken, type TokenKey } from './signed-token.ts';
import { speechFor } from './words/words-for.ts';

/** Where mails are unsubscribed from. */
export const unsubscribePath = '/api/unsubscribe';

const keyOf = (secret: string): TokenKey => ({ secret, purpose: 'unsubscribe' });

/** The link by which somebody, whether signed in or not, unsubscribes. It stays good for as long as the secret does. */
export function unsubscribeUrl(
  { publicUrl, authSecret }: { publicUrl: string; authSecret: string },
  userId: string,
): string {
  return `${publicUrl}${unsubscribePath}?token=${signToken(keyOf(authSecret), userId)}`;
}

/** The page has no script, and no other page may show it; its address, which is a key, is told to nobody. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
};

/**
 * Unsubscribes by POST (RFC 8058: a mail program's one click, or the button of the page), and by nothing else: programs
 * that look at every link change nothing (E4). Idempotent.
 */
export function unsubscribeHandler({ db, authSecret }: { readonly db: Database; readonly authSecret: string }) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    req.resume();
    const { method = '' } = req;
    if (!['GET', 'HEAD', 'POST'].includes(method)) return void res.writeHead(405, { allow: 'GET, POST' }).end();
    const token = new URL(req.url ?? '', 'http://nova').searchParams.get('token') ?? '';
    const read = uuidSchema.safeParse(readToken(keyOf(authSecret), token));
    const speech = speechFor(read.success ? await mailLanguage(db.query, read.data) : null);
    const { words } = speech;
    const page = (status: number, title: string, content: Html): void => {
      res
        .writeHead(status, headers)
        .end(documentOf(speech, title, html`<section><h1>${title}</h1>${content}</section>`));
    };
    if (!read.success) return page(400, words.badTitle, html`<p>${words.badText}</p>`);
    if (method !== 'POST')
      return page(
        200,
        words.offTitle,
        html`<p>${words.offAsk}</p><form method="post"><button class="do">${words.offDo}</button></form>`,
      );
    await setMail(db.query, read.data, { digest: 'off', language: null, timeZone: null });
    page(200, words.offTitle, html`<p>${words.offDone}</p>`);
  };
}
