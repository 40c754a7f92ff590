import { cleanFileName, type ExportedFile, type ExportRecord, type Id } from '@nova/contract';
import { classify } from '../outbox/classification.ts';

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

/** Takes the files of an export along, each once, and knows of each that is missing why it is (M11). */
export class FilesOfExport {
  readonly #options: FilesOfExportOptions;
  /** By file; null when it is there. */
  readonly #known = new Map<Id, Missing | null>();
  #counts: FileCounts = { files: 0, bytes: 0, gone: 0, refused: 0, beyond: 0 };

  constructor(options: FilesOfExportOptions) {
    this.#options = options;
  }

  get counts(): FileCounts {
    return this.#counts;
  }

  /**
   * The bytes of a file, to be laid down; null when it lies there already, or is missing.
   * @throws what reading it failed with, unless that says that nobody will get it.
   */
  async take(file: ExportedFile): Promise<Blob | null> {
    if (this.#known.has(file.id)) return null;
    const got = await this.#read(file);
    const counts = this.#counts;
    if (typeof got === 'string') {
      this.#known.set(file.id, got);
      this.#counts = { ...counts, [got]: counts[got] + 1 };
      return null;
    }
    this.#known.set(file.id, null);
    this.#counts = { ...counts, files: counts.files + 1, bytes: counts.bytes + got.size };
    return got;
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

  async #read({ id, size }: ExportedFile): Promise<Blob | Missing> {
    const { read, bytesMax = Number.POSITIVE_INFINITY } = this.#options;
    if (this.#counts.bytes + size > bytesMax) return 'beyond';
    try {
      const bytes = await read(id);
      return this.#counts.bytes + bytes.size > bytesMax ? 'beyond' : bytes;
    } catch (error) {
      const { cause, policy } = classify(error);
      if (cause === 'FILE_NOT_FOUND') return 'gone';
      if (policy === 'permanent') return 'refused';
      throw error;
    }
  }
}
