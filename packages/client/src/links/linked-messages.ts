import type { ConversationSummary, Id, LinkedInput, LinkedMessage, NovaEvent } from '@nova/contract';
import { limits } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import { Listeners } from '../listeners.ts';
import type { Network } from '../network.ts';
import { classify } from '../outbox/classification.ts';
import type { Platform } from '../platform.ts';
import { Retry } from '../sync/retry.ts';

/** A link to a message, in a message. */
export interface MessageLink {
  readonly conversationId: Id;
  readonly seq: number;
  /** Where it stands. */
  readonly inMessageId?: Id | undefined;
}

export interface LinkedMessagesOptions {
  readonly ask: (links: LinkedInput['links'], signal: AbortSignal) => Promise<LinkedMessage[]>;
  readonly platform: Platform;
  readonly network: Network;
}

/** Links asked for within this time travel together; what may have become old is asked for again after a while. */
const gatherMs = 20;
const againMs = 1_000;
const oldMs = 60_000;
/** Links remembered; the ones asked for longest ago go first. */
const keptMax = 500;

interface Known {
  readonly link: MessageLink;
  readonly shown: LinkedMessage | 'missing';
  readonly atMs: number;
}

/**
 * What links to messages show to this person: asked of the server, which judges each time, and never kept on the device.
 * What the log of an open conversation tells of them is true at once; whatever else happens, they are asked for again.
 */
export class LinkedMessages {
  readonly #options: LinkedMessagesOptions;
  readonly #listeners = new Listeners();
  readonly #retry: Retry;
  readonly #known = new Map<string, Known>();
  readonly #wanted = new Map<string, MessageLink>();
  /** The newest of the log of each conversation that a link leads to. */
  readonly #lastSeqs = new Map<Id, number>();
  readonly #closing = new AbortController();
  readonly #leaveNetwork: () => void;
  #cancel: (() => void) | null = null;
  #isAsking = false;

  constructor(options: LinkedMessagesOptions) {
    this.#options = options;
    this.#retry = new Retry(options.platform);
    this.#leaveNetwork = options.network.onChange((online) => online && this.#soon(gatherMs));
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** The same object until it changes; `null` while it is not known, `missing` when there is nothing to show. Asking makes it known. */
  get(link: MessageLink): LinkedMessage | 'missing' | null {
    const key = keyOf(link);
    const known = this.#known.get(key);
    const isOld = !known || this.#options.platform.nowMs() - known.atMs > oldMs;
    if (isOld && !this.#wanted.has(key)) {
      this.#wanted.set(key, link);
      this.#soon(gatherMs);
    }
    return known?.shown ?? null;
  }

  /** What the log tells: a deleted text goes at once (X1), any other change is looked at again. */
  note(event: NovaEvent): void {
    if (event.type !== 'message.edited' && event.type !== 'message.deleted') return;
    for (const [key, { link, shown }] of this.#known) {
      if (shown === 'missing' || shown.id !== event.messageId) continue;
      if (event.type === 'message.deleted') this.#known.delete(key);
      this.#wanted.set(key, link);
    }
    if (this.#wanted.size === 0) return;
    this.#listeners.tell();
    this.#soon(gatherMs);
  }

  /** Something may have happened where these lead to. */
  seen(summaries: readonly Pick<ConversationSummary, 'id' | 'lastSeq'>[]): void {
    const moved = new Set(summaries.flatMap(({ id, lastSeq }) => (this.#lastSeqs.get(id) === lastSeq ? [] : [id])));
    for (const { id, lastSeq } of summaries) this.#lastSeqs.set(id, lastSeq);
    this.#again(({ link }) => moved.has(link.conversationId));
  }

  /** Whatever one may read may have become something else. */
  doubt(): void {
    this.#again(() => true);
  }

  /** Idempotent. */
  close(): void {
    this.#closing.abort();
    this.#leaveNetwork();
    this.#cancel?.();
    this.#retry.cancel();
    this.#listeners.clear();
  }

  #again(which: (known: Known) => boolean): void {
    for (const [key, known] of this.#known) if (which(known)) this.#wanted.set(key, known.link);
    if (this.#wanted.size > 0) this.#soon(againMs);
  }

  #soon(delayMs: number): void {
    if (this.#closing.signal.aborted) return;
    this.#cancel ??= this.#options.platform.after(delayMs, () => {
      this.#cancel = null;
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    const { network, platform, ask } = this.#options;
    const { signal } = this.#closing;
    if (this.#isAsking || !network.online() || this.#wanted.size === 0) return;
    this.#isAsking = true;
    const asked = [...this.#wanted].slice(0, limits.linksMax);
    // Whatever is told of them from here on is asked for once more.
    for (const [key] of asked) this.#wanted.delete(key);
    try {
      const links = asked.map(([, { conversationId, seq, inMessageId }]) => ({
        conversationId,
        seq,
        ...(inMessageId === undefined ? {} : { inMessageId }),
      }));
      const found = await within({ platform, ms: requestTimeoutMs, signal }, (ended) => ask(links, ended));
      this.#retry.succeeded();
      const byKey = new Map(found.map((one) => [keyOf({ ...one, inMessageId: one.inMessageId ?? undefined }), one]));
      for (const [key, link] of asked)
        this.#put(key, { link, shown: byKey.get(key) ?? 'missing', atMs: platform.nowMs() });
      for (const key of [...this.#known.keys()].slice(0, -keptMax)) this.#known.delete(key);
      this.#listeners.tell();
    } catch (error) {
      const { policy, retryAfterMs } = classify(error);
      if (policy !== 'permanent' && !signal.aborted) {
        for (const [key, link] of asked) this.#wanted.set(key, link);
        this.#retry.later(() => void this.#ask(), retryAfterMs);
      }
    }
    this.#isAsking = false;
    if (this.#wanted.size > 0 && !this.#retry.isWaiting) this.#soon(gatherMs);
  }

  #put(key: string, next: Known): void {
    const known = this.#known.get(key);
    const isSame = known && JSON.stringify(known.shown) === JSON.stringify(next.shown);
    this.#known.delete(key);
    this.#known.set(key, isSame ? { ...next, shown: known.shown } : next);
  }
}

function keyOf({ conversationId, seq, inMessageId = '' }: MessageLink): string {
  return `${inMessageId} ${conversationId} ${seq}`;
}
