import type { Id } from '@nova/contract';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { AppliedInput } from '../outbox/input.ts';
import type { ReplicaState } from '../replica/state.ts';

/** The outbox as a replica needs it: `OutboxRunner` and `TabOutbox` both are one. */
export interface OutboxHand {
  readonly entries: readonly OutboxEntry[];
  subscribe(listener: (entries: readonly OutboxEntry[]) => void): () => void;
  dispatch(input: AppliedInput): Promise<void>;
}

export interface OutboxBondOptions {
  readonly conversationId: Id;
  readonly outbox: OutboxHand;
  readonly replica: () => ReplicaState | null;
  /** Resolves when the device holds what the replica has now (`ConversationSync.save`). */
  readonly save: () => Promise<void>;
  /** Follows again what had ended, and does nothing otherwise (`ConversationSync.resume`). */
  readonly resume: () => void;
}

/**
 * Lets entries leave the outbox when their event is applied, whichever of event and answer comes first – but not before
 * the device holds the confirmed message: a crash at any moment leaves it with the one or the other, never with neither.
 */
export class OutboxBond {
  readonly #options: OutboxBondOptions;
  readonly #leave: () => void;
  #asOfSeq = 0;
  #news: AppliedInput[] = [];
  #isTelling = false;
  #isStopped = false;

  constructor(options: OutboxBondOptions) {
    this.#options = options;
    const { conversationId, outbox, replica, resume } = options;
    this.#leave = outbox.subscribe((entries) => {
      const asOfSeq = Math.max(this.#asOfSeq, replica()?.asOfSeq ?? 0);
      const accepted = entries.flatMap((entry) =>
        entry.conversationId === conversationId && entry.state.type === 'accepted' ? [entry.state.seq] : [],
      );
      if (accepted.some((seq) => seq <= asOfSeq))
        this.#tell({ type: 'applied', conversationId, asOfSeq, own: [], deleted: [] });
      // The server took it, so the person is a member (again): its event has to be listened for.
      if (accepted.some((seq) => seq > asOfSeq)) resume();
    });
  }

  /** To be called with each change of the replica (`ConversationSyncOptions.onApplied`). */
  news(news: AppliedInput): void {
    this.#asOfSeq = news.asOfSeq;
    const { conversationId, outbox } = this.#options;
    if (outbox.entries.some((entry) => entry.conversationId === conversationId)) this.#tell(news);
  }

  /** What has not been told yet is told by the next reader of the device. */
  stop(): void {
    this.#isStopped = true;
    this.#leave();
  }

  #tell(news: AppliedInput): void {
    this.#news.push(news);
    if (!this.#isTelling) void this.#tellAll();
  }

  /** What gathers while the device saves is told together: a fast sender waits for few saves. */
  async #tellAll(): Promise<void> {
    this.#isTelling = true;
    while (this.#news.length > 0) {
      const news = this.#news;
      this.#news = [];
      await this.#options.save();
      if (this.#isStopped) break;
      const together: AppliedInput = {
        type: 'applied',
        conversationId: this.#options.conversationId,
        asOfSeq: news.at(-1)?.asOfSeq ?? 0,
        own: news.flatMap(({ own }) => own),
        deleted: news.flatMap(({ deleted }) => deleted),
        restarted: news.some(({ restarted }) => restarted),
        ended: news.some(({ ended }) => ended),
      };
      // A closing outbox may refuse it: the next reader of the device tells it again.
      await this.#options.outbox.dispatch(together).catch(() => {});
    }
    this.#isTelling = false;
  }
}
