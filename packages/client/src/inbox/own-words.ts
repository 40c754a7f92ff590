import type { ConversationSummary, Id } from '@nova/contract';
import { Listeners } from '../listeners.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import { filesOf } from '../outbox/entry.ts';
import type { OwnChange, OwnChanges } from './own-changes.ts';
import { ownChangesOf, untoldChanges, withChange } from './own-changes.ts';

/** What the person wrote last in a conversation, before its summary tells it. */
export interface OwnWords {
  readonly entryId: Id;
  /** `null`: they are deleted again. */
  readonly body: string | null;
  /** Of the first file, when there is one. */
  readonly fileName: string | null;
  readonly saidAtMs: number;
  /** For a way to the server, or for its turn. */
  readonly isWaiting: boolean;
  /** Where the log has it, once the server has said so. */
  readonly seq: number | null;
}

type AllOwnWords = ReadonlyMap<Id, OwnWords>;

/** As they were said. */
interface SaidWords extends OwnWords {
  readonly clientId: Id;
  readonly messageId: Id | null;
}

/** As much of the outbox as this reads. */
interface OutboxSource {
  readonly entries: readonly OutboxEntry[];
  subscribe(listener: () => void): () => void;
}

type AllSaid = ReadonlyMap<Id, SaidWords>;

/**
 * What the outbox says of each conversation, on top of `known`: what left it because the log has it stays until the
 * summary has come as far. The same map, and the same words in it, where nothing changed. Pure.
 */
function ownWordsOf(known: AllSaid, entries: readonly OutboxEntry[]): AllSaid {
  const next = new Map<Id, SaidWords>();
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
function untold(known: AllSaid, summaries: readonly ConversationSummary[]): AllSaid {
  if (known.size === 0) return known;
  const told = summaries.filter(({ id, lastSeq }) => lastSeq >= (known.get(id)?.seq ?? Number.POSITIVE_INFINITY));
  if (told.length === 0) return known;
  const next = new Map(known);
  for (const { id } of told) next.delete(id);
  return next;
}

/** Of a message to the conversation itself that is on its way; `null` for everything else. */
function wordsOf(entry: OutboxEntry): SaidWords | null {
  const { id, work, state, createdAtMs, messageId } = entry;
  if (work.kind !== 'send' || state.type === 'failed') return null;
  if (work.threadRootId !== null && work.alsoSend !== true) return null;
  const fileName = filesOf(entry)[0]?.name ?? null;
  if (work.body === '' && fileName === null) return null;
  const seq = state.type === 'accepted' ? state.seq : null;
  const isWaiting = seq === null && state.type !== 'sending' && state.type !== 'uploading';
  const { clientId, body } = work;
  return { entryId: id, clientId, messageId, body, fileName, saidAtMs: createdAtMs, isWaiting, seq };
}

function isSame(a: SaidWords, b: SaidWords): boolean {
  return (
    a.entryId === b.entryId &&
    a.body === b.body &&
    a.isWaiting === b.isWaiting &&
    a.seq === b.seq &&
    a.messageId === b.messageId
  );
}

/** What is made of something and a change is the same object for as long as both are: they are never changed, only replaced. */
class Remade<Of extends object> {
  readonly #make: (of: Of, change: OwnChange) => Of;
  readonly #known = new WeakMap<Of, { readonly change: OwnChange; readonly made: Of }>();

  constructor(make: (of: Of, change: OwnChange) => Of) {
    this.#make = make;
  }

  of(of: Of, change: OwnChange): Of {
    const known = this.#known.get(of);
    if (known?.change === change) return known.made;
    const made = this.#make(of, change);
    this.#known.set(of, { change, made });
    return made;
  }
}

/** Keeps the person's newest words by conversation, and what they changed of a last message, for as long as no summary tells it. */
export class OwnWordsKeeper {
  readonly #listeners = new Listeners();
  readonly #outbox: OutboxSource;
  readonly #leave: () => void;
  readonly #shownSummaries = new Remade(withChange);
  readonly #shownWords = new Remade((said: SaidWords, { body }: OwnChange) => ({ ...said, body }));
  #summaries: readonly ConversationSummary[] = [];
  #said: AllSaid = new Map();
  #changes: OwnChanges = new Map();
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

  /** A summary with what the person made of its last message: the same object for as long as both stay. */
  over(summary: ConversationSummary): ConversationSummary {
    const change = this.#changes.get(summary.lastMessage?.id ?? '');
    return change ? this.#shownSummaries.of(summary, change) : summary;
  }

  close(): void {
    this.#leave();
    this.#listeners.clear();
  }

  #look(): boolean {
    const [said, changes] = [this.#said, this.#changes];
    this.#said = untold(ownWordsOf(said, this.#outbox.entries), this.#summaries);
    this.#changes = untoldChanges(ownChangesOf(changes, this.#outbox.entries), this.#summaries);
    if (this.#said === said && this.#changes === changes) return false;
    this.#all = new Map([...this.#said].map(([id, words]) => [id, this.#changed(words)]));
    return true;
  }

  #changed(words: SaidWords): OwnWords {
    const change = this.#changes.get(words.messageId ?? words.clientId) ?? this.#changes.get(words.clientId);
    return change ? this.#shownWords.of(words, change) : words;
  }
}
