import type { ConversationSummary, Id } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import { Listeners } from '../listeners.ts';
import type { Network } from '../network.ts';
import { classify } from '../outbox/classification.ts';
import type { Platform } from '../platform.ts';
import type { Kept } from '../store/kept.ts';
import { Retry } from '../sync/retry.ts';
import type { TabPorts } from '../tabs/tab-ports.ts';

/** Where a person put their read position; `isBack`: before something they had read, which is unread again. */
export interface ReadMark {
  readonly readSeq: number;
  readonly isBack: boolean;
}

export interface ReadMarksOptions {
  readonly send: (mark: ReadMark & { conversationId: Id }, signal: AbortSignal) => Promise<unknown>;
  readonly platform: Platform;
  readonly network: Network;
  /** Whoever turns away has told by then. */
  readonly tabs: Pick<TabPorts, 'onLeave'>;
  readonly kept: Kept<Readonly<Record<Id, ReadMark>>>;
}

/** Reading on tells the server this often at most. */
const tellEveryMs = 500;

/**
 * How far the person has read, ahead of the server: shown at once, told as soon as there is a way, and dropped when the
 * server's own summary says as much. Reading only moves a position forward; going back is a wish of its own.
 */
export class ReadMarks {
  readonly #options: ReadMarksOptions;
  readonly #listeners = new Listeners();
  readonly #retry: Retry;
  readonly #marks = new Map<Id, ReadMark>();
  readonly #told = new WeakSet<ReadMark>();
  readonly #shown = new WeakMap<
    ConversationSummary,
    { readonly mark: ReadMark; readonly summary: ConversationSummary }
  >();
  readonly #closing = new AbortController();
  readonly #leaveNetwork: () => void;
  readonly #stay: () => void;
  #cancel: (() => void) | null = null;
  #isTelling = false;

  constructor(options: ReadMarksOptions) {
    this.#options = options;
    this.#retry = new Retry(options.platform);
    this.#leaveNetwork = options.network.onChange((online) => online && this.#soon());
    this.#stay = options.tabs.onLeave(() => void this.#tell());
  }

  /** Takes up what the last opening could not tell. */
  async start(): Promise<void> {
    for (const [id, mark] of Object.entries((await this.#options.kept.load()) ?? {}))
      if (!this.#marks.has(id)) this.#put(id, mark);
  }

  /** Called when a mark changes what summaries look like. */
  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** The person has read up to `seq`; less than before changes nothing. */
  mark(conversationId: Id, seq: number): void {
    const known = this.#marks.get(conversationId);
    if (known && !known.isBack && seq <= known.readSeq) return;
    this.#put(conversationId, { readSeq: seq, isBack: false });
  }

  /** From `seq` on, everything is to be unread again. */
  markUnread(conversationId: Id, seq: number): void {
    this.#put(conversationId, { readSeq: seq - 1, isBack: true });
  }

  /** A summary with the mark on it: the same object for as long as both stay. */
  over(summary: ConversationSummary): ConversationSummary {
    const mark = this.#marks.get(summary.id);
    if (!mark || isReached(mark, summary)) return summary;
    const known = this.#shown.get(summary);
    if (known?.mark === mark) return known.summary;
    const { readSeq, isBack } = mark;
    const isAll = !isBack && readSeq >= (summary.lastMessage?.seq ?? summary.lastSeq);
    const marked = {
      ...summary,
      readSeq,
      // How many there are is the server's to say; that there is something is known here.
      ...(isBack ? { unread: Math.max(1, summary.unread) } : isAll ? { unread: 0, mentions: 0 } : {}),
    };
    this.#shown.set(summary, { mark, summary: marked });
    return marked;
  }

  /** What the server says: marks it has reached are done. */
  seen(summaries: readonly ConversationSummary[]): void {
    for (const summary of summaries) {
      const mark = this.#marks.get(summary.id);
      if (mark && isReached(mark, summary)) this.#drop(summary.id);
    }
  }

  /** Idempotent. */
  async close(how: 'keep' | 'erase'): Promise<void> {
    this.#closing.abort();
    this.#leaveNetwork();
    this.#stay();
    this.#cancel?.();
    this.#retry.cancel();
    await this.#options.kept.close(how);
  }

  #soon(): void {
    if (this.#closing.signal.aborted) return;
    this.#cancel ??= this.#options.platform.after(tellEveryMs, () => {
      this.#cancel = null;
      void this.#tell();
    });
  }

  async #tell(): Promise<void> {
    if (this.#isTelling || !this.#options.network.online()) return;
    this.#isTelling = true;
    const { platform, send } = this.#options;
    const { signal } = this.#closing;
    for (const [conversationId, mark] of this.#marks) {
      if (this.#told.has(mark) || signal.aborted) continue;
      try {
        await within({ platform, ms: requestTimeoutMs, signal }, (ended) => send({ conversationId, ...mark }, ended));
        this.#retry.succeeded();
        this.#told.add(mark);
      } catch (error) {
        if (signal.aborted) break;
        const { policy, retryAfterMs } = classify(error);
        if (policy === 'permanent') this.#drop(conversationId);
        else this.#retry.later(() => void this.#tell(), retryAfterMs);
        if (policy !== 'permanent') break;
      }
    }
    this.#isTelling = false;
  }

  #put(conversationId: Id, mark: ReadMark): void {
    this.#marks.set(conversationId, mark);
    this.#keep();
    this.#soon();
    this.#listeners.tell();
  }

  #drop(conversationId: Id): void {
    if (this.#marks.delete(conversationId)) this.#keep();
  }

  #keep(): void {
    this.#options.kept.save(Object.fromEntries(this.#marks));
  }
}

function isReached({ readSeq, isBack }: ReadMark, summary: ConversationSummary): boolean {
  return isBack ? summary.readSeq <= readSeq : summary.readSeq >= readSeq;
}
