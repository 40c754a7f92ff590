import type { NovaEvent } from '@nova/contract';

/** Events held while a hole before them is fetched; beyond it they are cheap to get again. */
const heldMax = 256;

/** Events that came too early, until their turn. */
export class HeldEvents {
  readonly #bySeq = new Map<number, { cursor: string; event: NovaEvent }>();

  /** Beyond the bound nothing is kept: the log still has it. */
  hold(early: { cursor: string; event: NovaEvent }): void {
    if (this.#bySeq.size < heldMax) this.#bySeq.set(early.event.seq, early);
  }

  /** The event of `seq`, which is then held no more; what lies before it is dropped. */
  take(seq: number): { cursor: string; event: NovaEvent } | undefined {
    if (this.#bySeq.size === 0) return undefined;
    const next = this.#bySeq.get(seq);
    for (const held of this.#bySeq.keys()) if (held <= seq) this.#bySeq.delete(held);
    return next;
  }

  clear(): void {
    this.#bySeq.clear();
  }
}
