import type { ConversationSummary, Id, InboxItem, OwnThing, SavedEntry, UserProfile } from '@nova/contract';
import { Listeners } from '../listeners.ts';
import { classify } from '../outbox/classification.ts';
import type { Platform } from '../platform.ts';
import { Retry } from '../sync/retry.ts';
import type { Standing } from '../sync/status.ts';
import type { Kept } from '../store/kept.ts';
import type { Observer } from '../wire/procedures.ts';
import type { OwnWords, OwnWordsKeeper } from './own-words.ts';
import type { ReadMarks } from './read-marks.ts';

/** Every conversation's summary. Never changed, only replaced; a summary that did not change keeps its identity. */
export interface InboxView extends Standing {
  /** Those in which something happened last come first. */
  readonly conversations: readonly ConversationSummary[];
  /** What the person wrote last in a conversation, where its summary does not tell it yet. */
  readonly ownWords: ReadonlyMap<Id, OwnWords>;
}

export const emptyInbox: InboxView = { conversations: [], ownWords: new Map(), status: 'loading', failure: null };

/** The inbox after an item. Pure. */
export function applyInbox(known: readonly ConversationSummary[], item: InboxItem): readonly ConversationSummary[] {
  if (item.type === 'snapshot') return item.conversations;
  const before = new Map(known.map((summary) => [summary.id, summary]));
  const after = new Map(item.conversations.map((summary) => [summary.id, summary]));
  const removed = new Set(item.removed);
  // Only something new in its log moves a conversation up: reading or muting it does not.
  const risen = item.conversations.filter(({ id, lastSeq }) => lastSeq > (before.get(id)?.lastSeq ?? -1));
  const isRisen = new Set(risen.map(({ id }) => id));
  const stayed = known
    .filter(({ id }) => !isRisen.has(id) && !removed.has(id))
    .map((summary) => after.get(summary.id) ?? summary);
  const all = [...risen, ...stayed];
  return item.people ? all.map((summary) => withPeople(summary, item.people ?? [])) : all;
}

/** The same object where it names none of them. */
function withPeople(summary: ConversationSummary, people: readonly UserProfile[]): ConversationSummary {
  const { peer, lastMessage } = summary;
  const [newPeer, newSender] = [peer?.id, lastMessage?.sender.id].map((id) => people.find((one) => one.id === id));
  if (!newPeer && !newSender) return summary;
  return {
    ...summary,
    peer: newPeer ?? peer,
    lastMessage: lastMessage && newSender ? { ...lastMessage, sender: newSender } : lastMessage,
  };
}

type Subscribe = (observer: Observer<InboxItem>) => { unsubscribe(): void };

export interface InboxParts {
  /** The device's copy, for the next opening. */
  readonly kept: Kept<readonly ConversationSummary[]>;
  readonly marks: ReadMarks;
  readonly words: OwnWordsKeeper;
  /** Told of every summary that comes from the server. */
  readonly onSummaries: (summaries: readonly ConversationSummary[]) => void;
  /** Something of the person's own that no summary tells became different; `all`: anything may have. */
  readonly onOwn: (what: OwnThing[] | 'all') => void;
  /** Told of all that the person has saved, whenever the server tells it. */
  readonly onSaved?: (saved: readonly SavedEntry[]) => void;
  /** Told of people who are others now. */
  readonly onPeople?: (people: readonly UserProfile[]) => void;
}

/** Summaries that the device keeps. */
const keptMax = 500;

/**
 * Keeps the inbox live for as long as somebody listens; each new connection begins with a whole snapshot. Until the
 * first one, it is as the device remembers it.
 */
export class LiveInbox {
  readonly #subscribe: Subscribe;
  readonly #retry: Retry;
  readonly #listeners = new Listeners();
  readonly #parts: InboxParts;
  /** As the server said it, without the read marks. */
  #summaries: readonly ConversationSummary[] = [];
  #view: InboxView = emptyInbox;
  #stop: (() => void) | null = null;

  constructor(platform: Platform, subscribe: Subscribe, parts: InboxParts) {
    this.#retry = new Retry(platform);
    this.#subscribe = subscribe;
    this.#parts = parts;
    parts.marks.subscribe(() => this.#show({}));
    parts.words.subscribe(() => this.#show({}));
  }

  /** Shows what the device remembers, unless the server was faster. Never rejects. */
  async start(): Promise<void> {
    const [known] = await Promise.all([this.#parts.kept.load(), this.#parts.marks.start()]);
    if (!known || this.#view.status !== 'loading') return;
    this.#parts.words.seen(known);
    this.#parts.onSummaries(known);
    // Only what could be taken up.
    this.#summaries = known;
    this.#show({ status: 'resuming' });
  }

  get view(): InboxView {
    return this.#view;
  }

  /** The newest `seq` of a conversation; `null` while nobody listens, or where the person is not in it. */
  headSeq(conversationId: string): number | null {
    if (this.#listeners.size === 0) return null;
    return this.#summaries.find(({ id }) => id === conversationId)?.lastSeq ?? null;
  }

  /** The first listener opens the subscription, the last one to leave closes it. */
  subscribe(listener: () => void): () => void {
    const leave = this.#listeners.add(listener);
    if (!this.#stop) this.#open();
    return () => {
      leave();
      if (this.#listeners.size === 0) this.#halt();
    };
  }

  markRead(conversationId: string, seq: number): void {
    this.#parts.marks.mark(conversationId, seq);
  }

  markUnread(conversationId: string, seq: number): void {
    this.#parts.marks.markUnread(conversationId, seq);
  }

  /** Stops because of `error`, as if the server had said it here; `resume()` goes on. */
  rest(error: unknown): void {
    if (this.#listeners.size > 0) this.#refused(error);
  }

  /** Tries again after `failed`. */
  resume(): void {
    if (this.#view.status === 'failed' && this.#listeners.size > 0) this.#open();
  }

  async close(how: 'keep' | 'erase'): Promise<void> {
    this.#listeners.clear();
    this.#halt();
    this.#parts.words.close();
    await Promise.all([this.#parts.kept.close(how), this.#parts.marks.close(how)]);
  }

  #halt(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #open(): void {
    this.#halt();
    let isOver = false;
    const when = (step: () => void) => (): void => {
      if (!isOver) step();
    };
    const subscription = this.#subscribe({
      onData: (item) => when(() => this.#take(item))(),
      onConnectionStateChange: ({ state }) =>
        state === 'connecting' && when(() => this.#show({ status: 'resuming' }))(),
      onComplete: when(() => this.#again(0)),
      onError: (error) => when(() => this.#refused(error))(),
    });
    this.#stop = () => {
      isOver = true;
      subscription.unsubscribe();
    };
  }

  #refused(error: unknown): void {
    const verdict = classify(error);
    if (verdict.policy === 'retry') return this.#again(verdict.retryAfterMs);
    this.#halt();
    this.#show({ status: 'failed', failure: verdict.cause });
  }

  #again(retryAfterMs: number): void {
    this.#halt();
    this.#show({ status: 'resuming' });
    this.#retry.later(() => this.#open(), retryAfterMs);
    this.#stop = () => this.#retry.cancel();
  }

  #take(item: InboxItem): void {
    this.#retry.succeeded();
    this.#summaries = applyInbox(this.#summaries, item);
    this.#parts.kept.save(this.#summaries.slice(0, keptMax));
    this.#parts.marks.seen(item.conversations);
    this.#parts.words.seen(this.#summaries);
    this.#parts.onSummaries(item.conversations);
    const isAll = item.type === 'snapshot' || item.removed.length > 0;
    if (isAll) this.#parts.onOwn('all');
    else if (item.own) this.#parts.onOwn(item.own);
    if (item.saved) this.#parts.onSaved?.(item.saved);
    if (item.type === 'changed' && item.people) this.#parts.onPeople?.(item.people);
    this.#show({ status: 'live', failure: null });
  }

  #show(change: Partial<Standing>): void {
    const conversations = this.#summaries.map((summary) => this.#parts.words.over(this.#parts.marks.over(summary)));
    const isSame =
      conversations.length === this.#view.conversations.length &&
      conversations.every((summary, at) => summary === this.#view.conversations[at]);
    const ownWords = this.#parts.words.all;
    this.#view = { ...this.#view, ...change, ownWords, ...(isSame ? {} : { conversations }) };
    this.#listeners.tell();
  }
}
