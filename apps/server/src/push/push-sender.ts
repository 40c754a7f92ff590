import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { mayPushTo } from '@nova/api';
import type { PushedNews } from '@nova/contract';
import type { PushSubscriptionRow } from '@nova/db';
import webPush, { type RequestDetails } from 'web-push';
import { PrivateAddress, publicLookup } from './public-lookup.ts';

/** What became of something that was to be pushed. */
export type PushResult =
  | { readonly type: 'sent' }
  /** There is no such subscription any more. */
  | { readonly type: 'gone' }
  /** Trying again would change nothing. */
  | { readonly type: 'refused' }
  /** It may be sent later: not before `afterMs`, where the push service said so. */
  | { readonly type: 'later'; readonly afterMs: number | null };

export interface PushSenderOptions {
  readonly publicKey: string;
  readonly privateKey: string;
  /** Whom a push service turns to when something is wrong: mailto: or https:. */
  readonly subject: string;
  /** Push services that may be used although they are not public ones. */
  readonly origins: readonly string[];
}

/** Bounds of one request. */
const timeoutMs = 10_000;
const answerMaxBytes = 4_096;
/** What a push service could not deliver for a day is no news. */
const ttlSeconds = 24 * 3_600;

/**
 * Sends what is pushed to push services, encrypted for the device alone. Public services only, whatever their names lead
 * to, and no redirections (B7).
 */
export class PushSender implements Disposable {
  readonly #options: PushSenderOptions;
  readonly #open = new HttpsAgent({ keepAlive: true, maxSockets: 64, lookup: publicLookup });
  /** For services of one's own network. */
  readonly #own = new HttpsAgent({ keepAlive: true });
  readonly #ownPlain = new HttpAgent({ keepAlive: true });

  constructor(options: PushSenderOptions) {
    this.#options = options;
  }

  async send(
    { endpoint, p256dh, auth }: PushSubscriptionRow,
    news: PushedNews,
    { topic }: { readonly topic: string },
  ): Promise<PushResult> {
    const { publicKey, privateKey, subject, origins } = this.#options;
    if (!mayPushTo(endpoint, origins)) return { type: 'refused' };
    const details = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(news), {
      vapidDetails: { subject, publicKey, privateKey },
      contentEncoding: 'aes128gcm',
      TTL: ttlSeconds,
      // What is not meant for the person does not wake a sleeping device.
      urgency: news.type === 'trial' || (news.type === 'news' && news.meantSeq !== null) ? 'high' : 'normal',
      // What is said of the same conversation later takes its place while it waits there.
      topic,
    });
    try {
      return await this.#post(new URL(endpoint), details);
    } catch (error) {
      return error instanceof PrivateAddress ? { type: 'refused' } : { type: 'later', afterMs: null };
    }
  }

  [Symbol.dispose](): void {
    this.#open.destroy();
    this.#own.destroy();
    this.#ownPlain.destroy();
  }

  async #post(url: URL, { headers, body }: Pick<RequestDetails, 'headers' | 'body'>): Promise<PushResult> {
    const isOwn = this.#options.origins.includes(url.origin);
    const options = { method: 'POST', headers, signal: AbortSignal.timeout(timeoutMs) };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const request =
        url.protocol === 'http:'
          ? requestHttp(url, { ...options, agent: this.#ownPlain }, resolve)
          : requestHttps(url, { ...options, agent: isOwn ? this.#own : this.#open }, resolve);
      request.on('error', reject).end(body);
    });
    await drained(answer);
    return resultOf(answer);
  }
}

function resultOf({ statusCode = 0, headers }: IncomingMessage): PushResult {
  if (statusCode >= 200 && statusCode < 300) return { type: 'sent' };
  if (statusCode === 404 || statusCode === 410) return { type: 'gone' };
  if (statusCode === 408 || statusCode === 429 || statusCode >= 500) {
    const seconds = Number(headers['retry-after']);
    return { type: 'later', afterMs: seconds > 0 ? seconds * 1_000 : null };
  }
  return { type: 'refused' };
}

/** Reads an answer to its end, so that the connection can be used again; one that does not end is cut off. */
async function drained(answer: IncomingMessage): Promise<void> {
  let bytes = 0;
  for await (const chunk of answer) {
    bytes += Buffer.isBuffer(chunk) ? chunk.length : 0;
    if (bytes > answerMaxBytes) return void answer.destroy();
  }
}
