import type { ExportedFile, ExportRecord, Id } from '@nova/contract';
import { makeZip } from 'client-zip';
import { type FileCounts, filesIn, FilesOfExport, placeOf } from './files-of-export.ts';
import { inPieces } from './in-pieces.ts';
import { RecordSpool } from './record-spool.ts';

export interface ZipOrder {
  /** The signal ends with the zip: nobody wants them any more. */
  readonly records: (signal: AbortSignal) => AsyncIterable<ExportRecord>;
  /** The records as they are written. */
  readonly textsOf: (records: AsyncIterable<ExportRecord>) => AsyncIterable<string>;
  /** Of what they are written into. */
  readonly name: string;
  /** A file, whole. Rejects with what `classify` reads; at the latest when the signal, that of `records`, ends. */
  readonly read: (fileId: Id, signal: AbortSignal) => Promise<Blob>;
  /** Of all files together, where the zip has to fit into something. */
  readonly bytesMax?: number;
  /** ISO 8601: when everything in it is from. */
  readonly exportedAt: string;
  /** Called back after each record and each file. */
  readonly onProgress: (progress: ZipProgress) => void;
}

/** How far a zip is: first everything is read that it tells, then the files that are named there. */
export interface ZipProgress {
  readonly messages: number;
  /** Of the files that are named, as far as that is known. */
  readonly named: { readonly files: number; readonly bytes: number };
  readonly taken: FileCounts;
}

/**
 * An export and its files as one zip, made while it is read: nothing is asked for before somebody reads on but a few
 * files, and whoever cancels it ends the reading. Files come first, in `files/<id>/<name>`, and what tells of them last:
 * a zip that is cut off is no zip. The stream fails with what `records` and `read` do.
 */
export function exportZip(order: ZipOrder): ReadableStream<Uint8Array<ArrayBuffer>> {
  const ending = new AbortController();
  const reader = makeZip(entriesOf(order, ending)).pipeThrough(inPieces()).getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel(reason) {
        // What is being waited for would hold up the end.
        ending.abort(reason);
        await reader.cancel(reason).catch(() => null);
      },
    },
    { highWaterMark: 0 },
  );
}

interface ZipEntry {
  readonly name: string;
  readonly input: Blob | AsyncIterable<string>;
  readonly lastModified: Date;
}

async function* entriesOf(order: ZipOrder, ending: AbortController): AsyncGenerator<ZipEntry> {
  const { records, textsOf, name, read, bytesMax, exportedAt, onProgress } = order;
  const { signal } = ending;
  const lastModified = new Date(exportedAt);
  const files = new FilesOfExport({
    read: (id) => read(id, signal),
    ...(bytesMax === undefined ? {} : { bytesMax }),
  });
  const spool = new RecordSpool();
  const named = new Set<Id>();
  let [messages, bytes] = [0, 0];
  const tell = (): void => onProgress({ messages, named: { files: named.size, bytes }, taken: files.counts });
  try {
    for await (const record of records(signal)) {
      spool.add(record);
      if (record.type === 'message') messages++;
      for (const { id, size } of filesIn(record)) {
        if (!named.has(id)) bytes += size;
        named.add(id);
      }
      tell();
    }
    for await (const { file, bytes: input } of files.takeAll(filesNamed(spool))) {
      if (input) yield { name: placeOf(file), input, lastModified };
      tell();
    }
    yield { name, input: withoutEmpty(textsOf(toldBy(files, spool))), lastModified };
  } finally {
    // One that fails takes along those that are read beside it.
    ending.abort();
  }
}

async function* filesNamed(spool: RecordSpool): AsyncGenerator<ExportedFile> {
  for await (const record of spool.read()) yield* filesIn(record);
}

async function* toldBy(files: FilesOfExport, spool: RecordSpool): AsyncGenerator<ExportRecord> {
  for await (const record of spool.read()) yield files.told(record);
}

/** An empty piece would end what is zipped. */
async function* withoutEmpty(texts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of texts) if (text !== '') yield text;
}
