import type { Batch } from '../hub/batch.ts';
import type { Sink } from '../hub/sink.ts';

/** Writes down what it is told, and notes every breach of a sink's promises on the way. */
export class RecordingSink implements Sink {
  /** `started`, `reset <seq>`, `ended`, `refused <reason>`, and the `seq` of each event. */
  readonly told: (string | number)[] = [];
  /** What is known since the last reset: as a client that loads a page then. */
  readonly texts = new Map<number, string>();
  readonly batches: Batch[] = [];
  readonly breaches: string[] = [];
  /** What `deliver` and `reset` answer. */
  isOpen = true;
  /** What `accepts` answers. */
  isFree = true;
  epoch = '';
  #next: number | null = null;
  #isFull = false;
  #isOver = false;
  #waiting: { readonly seq: number; readonly resolve: () => void }[] = [];

  get seqs(): number[] {
    return this.told.filter((one) => typeof one === 'number');
  }

  get last(): string | number | undefined {
    return this.told.at(-1);
  }

  started(): void {
    this.#expect(this.told.length === 0, 'started twice');
    this.told.push('started');
  }

  accepts(): boolean {
    return this.isFree;
  }

  deliver(batch: Batch): boolean {
    this.#expect(!this.#isFull, `fed ${batch.firstSeq} although full`);
    this.#expect(this.isFree, `fed ${batch.firstSeq} although it accepts nothing`);
    this.batches.push(batch);
    this.epoch = batch.epoch;
    for (const { seq, text } of batch.entries) {
      this.#expect(this.#next === null || seq === this.#next, `got ${seq} instead of ${this.#next}`);
      this.#next = seq + 1;
      this.told.push(seq);
      this.texts.set(seq, text);
    }
    this.#check();
    return this.#answer();
  }

  reset(at: { seq: number; epoch: string }): boolean {
    this.epoch = at.epoch;
    this.#next = at.seq + 1;
    this.texts.clear();
    this.told.push(`reset ${at.seq}`);
    return this.#answer();
  }

  ended(): void {
    this.#expect(true, '');
    this.told.push('ended');
    this.#isOver = true;
  }

  refused(reason: string): void {
    this.#expect(true, '');
    this.told.push(`refused ${reason}`);
    this.#isOver = true;
  }

  /** To be called before the follower's `resume`. */
  drain(): void {
    this.#isFull = false;
  }

  /** Resolves when the event at `seq`, or a later one, has come. */
  until(seq: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ seq, resolve });
      this.#check();
    });
  }

  #check(): void {
    const last = (this.#next ?? 0) - 1;
    for (const { seq, resolve } of this.#waiting) if (last >= seq) resolve();
    this.#waiting = this.#waiting.filter(({ seq }) => last < seq);
  }

  #answer(): boolean {
    this.#isFull = !this.isOpen;
    return this.isOpen;
  }

  #expect(isSo: boolean, otherwise: string): void {
    if (this.#isOver) this.breaches.push('called after its end');
    if (!isSo) this.breaches.push(otherwise);
  }
}
