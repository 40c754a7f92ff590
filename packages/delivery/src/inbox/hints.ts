/** Conversations whose summary may have become another one for this person; `all` after an uncertainty. */
export interface InboxHint {
  readonly conversationIds: readonly string[] | 'all';
}

/** The hints of one reader, merged while nobody waits for them: a slow reader costs no more than its list of names. */
export class Hints {
  readonly #names = new Set<string>();
  #isAll = false;
  #isEnded = false;
  #wake: (() => void) | null = null;

  add(conversationIds: readonly string[] | 'all'): void {
    if (conversationIds === 'all') this.#isAll = true;
    else for (const id of conversationIds) this.#names.add(id);
    this.#wake?.();
  }

  /** Idempotent. */
  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  /** All that came since the last one, as soon as there is anything; `null` when ended. One waiter at a time. */
  async next(): Promise<InboxHint | null> {
    while (!this.#isEnded) {
      const hint = this.#take();
      if (hint) return hint;
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = null;
    }
    return null;
  }

  #take(): InboxHint | null {
    if (!this.#isAll && this.#names.size === 0) return null;
    const hint: InboxHint = { conversationIds: this.#isAll ? 'all' : [...this.#names] };
    this.#isAll = false;
    this.#names.clear();
    return hint;
  }
}
