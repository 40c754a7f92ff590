import type { ExportRecord } from '@nova/contract';

/** Characters of one piece. */
const pieceChars = 1_048_576;

/**
 * Records that are read again: kept as text in pieces that the browser may lay on the disk, for there may be more of
 * them than memory holds as objects.
 */
export class RecordSpool {
  readonly #pieces: Blob[] = [];
  #lines: string[] = [];
  #chars = 0;

  add(record: ExportRecord): void {
    const line = JSON.stringify(record);
    this.#lines.push(line);
    this.#chars += line.length;
    if (this.#chars >= pieceChars) this.#close();
  }

  /** All that were added, in their order; may be read any number of times. */
  async *read(): AsyncGenerator<ExportRecord> {
    this.#close();
    for (const piece of this.#pieces)
      for (const line of (await piece.text()).split('\n')) yield JSON.parse(line) as ExportRecord;
  }

  #close(): void {
    if (this.#lines.length === 0) return;
    this.#pieces.push(new Blob([this.#lines.join('\n')]));
    this.#lines = [];
    this.#chars = 0;
  }
}
