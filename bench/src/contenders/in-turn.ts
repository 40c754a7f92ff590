/**
 * One after the other in each conversation, conversations beside each other: without it two commits of one conversation
 * could be announced in either order.
 */
export class InTurn {
  readonly #last = new Map<string, Promise<void>>();

  /** `run` must not reject. */
  add(conversationId: string, run: () => Promise<void>): void {
    const before = this.#last.get(conversationId);
    const mine = before ? before.then(run) : run();
    this.#last.set(conversationId, mine);
    void mine.then(() => {
      if (this.#last.get(conversationId) === mine) this.#last.delete(conversationId);
    });
  }
}
