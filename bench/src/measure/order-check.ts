/** What one receiver was wronged by. */
export interface Faults {
  /** Never came. */
  lost: number;
  /** Came once more. */
  repeated: number;
  /** Came after one that follows it. */
  reordered: number;
}

export const noFaults: Faults = { lost: 0, repeated: 0, reordered: 0 };

export function addFaults(a: Faults, b: Faults): Faults {
  return { lost: a.lost + b.lost, repeated: a.repeated + b.repeated, reordered: a.reordered + b.reordered };
}

/**
 * Watches what one receiver gets of one conversation: `seq` after `seq`, each once, in order. Costs a comparison per
 * event as long as nothing is wrong.
 */
export class OrderCheck {
  /** The `seq` up to which everything has come. */
  reached: number;
  /** Of the messages that came, each once: equal for two receivers of the same messages, whatever their `seq`. */
  sum = 0;
  #highest: number;
  #repeated = 0;
  #reordered = 0;
  /** What came beyond a hole. */
  readonly #beyond = new Set<number>();

  constructor(afterSeq: number) {
    this.reached = afterSeq;
    this.#highest = afterSeq;
  }

  /** Another event came; `serial` says which message it carries. False for a repetition. */
  accept(seq: number, serial: number): boolean {
    if (seq <= this.reached || this.#beyond.has(seq)) {
      this.#repeated++;
      return false;
    }
    this.sum += serial;
    if (seq < this.#highest) this.#reordered++;
    else this.#highest = seq;
    if (seq === this.reached + 1) {
      this.reached = seq;
      if (this.#beyond.size > 0) this.#close();
    } else {
      this.#beyond.add(seq);
    }
    return true;
  }

  /** The verdict, when all of the log up to `lastSeq` should have come. */
  faults(lastSeq: number): Faults {
    const missing = Math.max(0, lastSeq - this.reached);
    let came = 0;
    for (const seq of this.#beyond) if (seq <= lastSeq) came++;
    return { lost: missing - came, repeated: this.#repeated, reordered: this.#reordered };
  }

  #close(): void {
    while (this.#beyond.delete(this.reached + 1)) this.reached++;
  }
}
