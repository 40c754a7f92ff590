/** A rule that did not hold. */
export interface Breach {
  readonly rule: string;
  readonly what: string;
  readonly step: number;
}

const linesKept = 4_000;

/** What happened, by step, and the first rule that was broken. */
export class Journal {
  #step = 0;
  #lines: string[] = [];
  #breach: Breach | null = null;
  readonly #counts = new Map<string, number>();

  get step(): number {
    return this.#step;
  }

  get breach(): Breach | null {
    return this.#breach;
  }

  /** How often each kind of thing happened. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  begin(step: number): void {
    this.#step = step;
  }

  /** Counts something that happens too often to be told. */
  count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  /** Notes something; what stands before its colon is counted. */
  note(line: string): void {
    this.count(line.slice(0, Math.max(0, line.indexOf(':')) || line.length));
    this.#lines.push(`${String(this.#step).padStart(6)}  ${line}`);
    if (this.#lines.length > 2 * linesKept) this.#lines = this.#lines.slice(-linesKept);
  }

  /** The first breach is the one that counts: what follows may follow from it. */
  broken(rule: string, what: string): void {
    if (this.#breach) return;
    this.#breach = { rule, what, step: this.#step };
    this.note(`BROKEN: [${rule}] ${what}`);
  }

  last(lines: number): string {
    return this.#lines.slice(-lines).join('\n');
  }
}
