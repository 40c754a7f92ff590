import type { ConversationSummary, Id } from '@nova/contract';
import { Listeners } from '../listeners.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import { filesOf } from '../outbox/entry.ts';

/** What the person wrote last in a conversation, before its summary tells it. */
export interface OwnWords {
  readonly entryId: Id;
  readonly body: string;
  /** Of the first file, when there is one. */
  readonly fileName: string | null;
  readonly saidAtMs: number;
  /** For a way to the server, or for its turn. */
  readonly isWaiting: boolean;
  /** Where the log has it, once the server has said so. */
  readonly seq: number | null;
}

type AllOwnWords = ReadonlyMap<Id, OwnWords>;

/** As much of the outbox as this reads. */
interface OutboxSource {
  readonly entries: readonly OutboxEntry[];
  subscribe(listener: () => void): () => void;
}

/**
 * What the outbox says of each conversation, on top of `known`: what left it because the log has it stays until the
 * summary has come as far. The same map, and the same words in it, where nothing changed. Pure.
 */
function ownWordsOf(known: AllOwnWords, entries: readonly OutboxEntry[]): AllOwnWords {
  const next = new Map<Id, OwnWords>();
  for (const [id, words] of known) if (words.seq !== null) next.set(id, words);
  for (const entry of entries) {
    const words = wordsOf(entry);
    if (words) next.set(entry.conversationId, words);
  }
  for (const [id, words] of next) {
    const before = known.get(id);
    if (before && isSame(before, words)) next.set(id, before);
  }
  const isAsBefore = next.size === known.size && [...next].every(([id, words]) => known.get(id) === words);
  return isAsBefore ? known : next;
}

/** Those that the summaries do not tell yet. The same map where that is all of them. Pure. */
function untold(known: AllOwnWords, summaries: readonly ConversationSummary[]): AllOwnWords {
  if (known.size === 0) return known;
  const told = summaries.filter(({ id, lastSeq }) => lastSeq >= (known.get(id)?.seq ?? Number.POSITIVE_INFINITY));
  if (told.length === 0) return known;
  const next = new Map(known);
  for (const { id } of told) next.delete(id);
  return next;
}

/** Of a message to the conversation itself that is on its way; `null` for everything else. */
function wordsOf(entry: OutboxEntry): OwnWords | null {
  const { id, work, state, createdAtMs } = entry;
  if (work.kind !== 'send' || state.type === 'failed') return null;
  if (work.threadRootId !== null && work.alsoSend !== true) return null;
  const fileName = filesOf(entry)[0]?.name ?? null;
  if (work.body === '' && fileName === null) return null;
  const seq = state.type === 'accepted' ? state.seq : null;
  const isWaiting = seq === null && state.type !== 'sending' && state.type !== 'uploading';
  return { entryId: id, body: work.body, fileName, saidAtMs: createdAtMs, isWaiting, seq };
}

function isSame(a: OwnWords, b: OwnWords): boolean {
  return a.entryId === b.entryId && a.body === b.body && a.isWaiting === b.isWaiting && a.seq === b.seq;
}

/** Keeps the person's newest words by conversation, for as long as no summary tells them. */
export class OwnWordsKeeper {
  readonly #listeners = new Listeners();
  readonly #outbox: OutboxSource;
  readonly #leave: () => void;
  #summaries: readonly ConversationSummary[] = [];
  #all: AllOwnWords = new Map();

  constructor(outbox: OutboxSource) {
    this.#outbox = outbox;
    this.#leave = outbox.subscribe(() => {
      if (this.#look()) this.#listeners.tell();
    });
  }

  /** The same map until something changes. */
  get all(): AllOwnWords {
    return this.#all;
  }

  /** Called when the outbox changes them. */
  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** The summaries as they are now. */
  seen(summaries: readonly ConversationSummary[]): void {
    this.#summaries = summaries;
    this.#look();
  }

  close(): void {
    this.#leave();
    this.#listeners.clear();
  }

  #look(): boolean {
    const before = this.#all;
    this.#all = untold(ownWordsOf(before, this.#outbox.entries), this.#summaries);
    return this.#all !== before;
  }
}
