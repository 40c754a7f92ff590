import { cleanFileName, type ExportedFile, type ExportRecord, type Id } from '@nova/contract';
import { classify } from '../outbox/classification.ts';
import { askedAhead } from './asked-ahead.ts';

/** Why the bytes of a file are not in an export that takes files along. */
export type Missing = NonNullable<ExportedFile['missing']>;

/** The files that a record names. */
export function filesIn(record: ExportRecord): readonly ExportedFile[] {
  if (record.type === 'scheduled') return record.files;
  return record.type === 'message' ? [...record.files, ...(record.forwarded?.files ?? [])] : [];
}

/** Where a file lies, from where the export does: with `/`, never leading out, and no two files at one place. */
export function placeOf({ id, name }: ExportedFile): string {
  return `files/${id}/${cleanFileName(name)}`;
}

/** How many files an export holds, in how many bytes, and how many of those that it names it does not, by why. */
export interface FileCounts extends Readonly<Record<Missing, number>> {
  readonly files: number;
  readonly bytes: number;
}

export interface FilesOfExportOptions {
  /** A file, whole. Rejects with what `classify` reads. */
  readonly read: (fileId: Id) => Promise<Blob>;
  /** Of all files together; what does not fit any more is missing. Absent: whatever there is. */
  readonly bytesMax?: number;
}

/** What is read at once: so many files, that have so many bytes together unless one alone has more. */
const atOnce = { files: 4, bytes: 33_554_432 } as const;

/** Takes the files of an export along, each once, and knows of each that is missing why it is (M11). */
export class FilesOfExport {
  readonly #read: FilesOfExportOptions['read'];
  readonly #bytesMax: number;
  /** By file; null when it is there. */
  readonly #known = new Map<Id, Missing | null>();
  #counts: FileCounts = { files: 0, bytes: 0, gone: 0, refused: 0, beyond: 0 };

  constructor({ read, bytesMax = Number.POSITIVE_INFINITY }: FilesOfExportOptions) {
    this.#read = read;
    this.#bytesMax = bytesMax;
  }

  get counts(): FileCounts {
    return this.#counts;
  }

  /**
   * The bytes of a file, to be laid down; null when it lies there already, or is missing.
   * @throws what reading it failed with, unless that says that nobody will get it.
   */
  async take(file: ExportedFile): Promise<Blob | null> {
    return this.#known.has(file.id) ? null : this.#settle(file, await this.#ask(file));
  }

  /** The same of many, each once and in their order; a few are read at once. */
  async *takeAll(
    files: AsyncIterable<ExportedFile>,
  ): AsyncGenerator<{ readonly file: ExportedFile; readonly bytes: Blob | null }> {
    const fits = (waiting: readonly ExportedFile[], next: ExportedFile): boolean => {
      const bytes = waiting.reduce((sum, { size }) => sum + size, next.size);
      // What there may be no room for waits until it is known what there is.
      return waiting.length < atOnce.files && bytes <= atOnce.bytes && this.#counts.bytes + bytes <= this.#bytesMax;
    };
    for await (const { item, answer } of askedAhead(eachOnce(files), (file) => this.#ask(file), fits))
      yield { file: item, bytes: this.#settle(item, answer) };
  }

  /** The record as it is written when its files were taken: those that are missing say why. */
  told(record: ExportRecord): ExportRecord {
    if (record.type === 'scheduled') return { ...record, files: this.#toldOf(record.files) };
    if (record.type !== 'message') return record;
    const { files, forwarded } = record;
    return {
      ...record,
      files: this.#toldOf(files),
      ...(forwarded && { forwarded: { ...forwarded, files: this.#toldOf(forwarded.files) } }),
    };
  }

  #toldOf(files: readonly ExportedFile[]): ExportedFile[] {
    return files.map((file) => {
      const missing = this.#known.get(file.id);
      return missing ? { ...file, missing } : file;
    });
  }

  async #ask({ id, size }: ExportedFile): Promise<Blob | Missing> {
    if (this.#counts.bytes + size > this.#bytesMax) return 'beyond';
    try {
      return await this.#read(id);
    } catch (error) {
      const { cause, policy } = classify(error);
      if (cause === 'FILE_NOT_FOUND') return 'gone';
      if (policy === 'permanent') return 'refused';
      throw error;
    }
  }

  #settle({ id }: ExportedFile, answer: Blob | Missing): Blob | null {
    const counts = this.#counts;
    if (answer instanceof Blob && counts.bytes + answer.size <= this.#bytesMax) {
      this.#known.set(id, null);
      this.#counts = { ...counts, files: counts.files + 1, bytes: counts.bytes + answer.size };
      return answer;
    }
    const missing = answer instanceof Blob ? 'beyond' : answer;
    this.#known.set(id, missing);
    this.#counts = { ...counts, [missing]: counts[missing] + 1 };
    return null;
  }
}

async function* eachOnce(files: AsyncIterable<ExportedFile>): AsyncGenerator<ExportedFile> {
  const seen = new Set<Id>();
  for await (const file of files) {
    if (seen.has(file.id)) continue;
    seen.add(file.id);
    yield file;
  }
}
