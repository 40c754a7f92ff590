import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type FileCounts, filesIn, FilesOfExport, placeOf } from '@nova/client/export';
import type { ExportRecord, Id } from '@nova/contract';
import { CliError, exitCodes } from '../cli-error.ts';

export interface FolderOrder {
  readonly records: AsyncGenerator<ExportRecord>;
  /** The records as they are written. */
  readonly textsOf: (records: AsyncGenerator<ExportRecord>) => AsyncIterable<string>;
  /** Of the file that they are written into. */
  readonly name: string;
  /** A file, whole. Rejects with what `classify` reads. */
  readonly read: (fileId: Id) => Promise<Blob>;
}

/**
 * Writes an export and the files that it names into a new folder: each into `files/<id>/<name>`. The folder is there
 * when it is whole, or not at all. @throws CliError when there is something already; what `read` rejects with.
 */
export async function exportFolder(path: string, order: FolderOrder): Promise<FileCounts> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new CliError(`${path} is there already.`, { code: exitCodes.usage });
  const unfinished = `${path}.part`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    const files = new FilesOfExport({ read: order.read });
    const file = await open(join(unfinished, order.name), 'wx', 0o600);
    try {
      for await (const text of order.textsOf(withFiles(order.records, unfinished, files))) await file.appendFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    return files.counts;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** The records as they come; each one's files lie there before it is passed on. */
async function* withFiles(
  records: AsyncIterable<ExportRecord>,
  folder: string,
  files: FilesOfExport,
): AsyncGenerator<ExportRecord> {
  for await (const record of records) {
    for (const file of filesIn(record)) {
      const bytes = await files.take(file);
      if (!bytes) continue;
      const place = join(folder, placeOf(file));
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await writeFile(place, Buffer.from(await bytes.arrayBuffer()), { mode: 0o600 });
    }
    yield files.told(record);
  }
}
