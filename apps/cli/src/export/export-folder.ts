import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { classify } from '@nova/client';
import { cleanFileName, type ExportedFile, type ExportRecord, type Id } from '@nova/contract';
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

export interface FolderCounts {
  readonly files: number;
  /** Deleted between their message and them. */
  readonly gone: number;
}

/**
 * Writes an export and the files that it names into a new folder: each into `files/<id>/<name>`. The folder is there
 * when it is whole, or not at all. @throws CliError when there is something already; what `read` rejects with.
 */
export async function exportFolder(path: string, order: FolderOrder): Promise<FolderCounts> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new CliError(`${path} is there already.`, { code: exitCodes.usage });
  const unfinished = `${path}.part`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    const counts = { files: 0, gone: 0 };
    const file = await open(join(unfinished, order.name), 'wx', 0o600);
    try {
      for await (const text of order.textsOf(withFiles(order, unfinished, counts))) await file.appendFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    return counts;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** The records as they come; each one's files lie there before it is passed on. */
async function* withFiles(
  { records, read }: FolderOrder,
  folder: string,
  counts: { files: number; gone: number },
): AsyncGenerator<ExportRecord> {
  for await (const record of records) {
    for (const { id, name } of filesIn(record)) {
      const bytes = await readIfThere(read, id);
      if (bytes === null) {
        counts.gone++;
        continue;
      }
      const place = join(folder, 'files', id);
      await mkdir(place, { recursive: true, mode: 0o700 });
      await writeFile(join(place, cleanFileName(name)), Buffer.from(await bytes.arrayBuffer()), { mode: 0o600 });
      counts.files++;
    }
    yield record;
  }
}

function filesIn(record: ExportRecord): readonly ExportedFile[] {
  if (record.type === 'scheduled') return record.files;
  return record.type === 'message' ? [...record.files, ...(record.forwarded?.files ?? [])] : [];
}

async function readIfThere(read: FolderOrder['read'], id: Id): Promise<Blob | null> {
  try {
    return await read(id);
  } catch (error) {
    const { cause } = classify(error);
    if (cause === 'FILE_NOT_FOUND' || cause === 'HTTP_REFUSED') return null;
    throw error;
  }
}
