import { type NovaClient, patience, systemPlatform } from '@nova/client';
import type { ExportOrder, ExportWords, ZipProgress } from '@nova/client/export';
import type { ExportRecord } from '@nova/contract';
import { handOver } from './hand-over.ts';
import type { SavePlace } from './save-place.ts';

export type ExportFormat = 'html' | 'jsonl';

export interface ExportTask {
  readonly order: ExportOrder;
  readonly format: ExportFormat;
  readonly title: string;
  readonly words: ExportWords;
  /** Where the export and its files go, as one zip; null for the export alone, handed over as a file. */
  readonly place: SavePlace | null;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ExportProgress) => void;
}

/** How far an export is; `files` of one that takes them along. */
export interface ExportProgress {
  readonly messages: number;
  readonly files: Pick<ZipProgress, 'named' | 'taken'> | null;
  /** The server is too busy or out of reach: it is asked again. */
  readonly isWaiting: boolean;
}

const mimeTypes = { html: 'text/html;charset=utf-8', jsonl: 'application/jsonl;charset=utf-8' } as const;
/** A minute's wait for being too fast, and some minutes without a network. */
const attemptsMax = 15;

/**
 * Reads everything and hands it over as a file; nothing is handed over of an export that did not end. Resolves to what is
 * in it. @throws what the server refused it with; the signal's reason; what the place does.
 */
export async function makeExport(nova: NovaClient, task: ExportTask): Promise<ExportProgress> {
  const { order, format, title, words, place, signal, onProgress } = task;
  const { exportRecords, exportZip, htmlOf, jsonLinesOf } = await import('@nova/client/export');
  let now: ExportProgress = { messages: 0, files: null, isWaiting: false };
  const tell = (change: Partial<ExportProgress>): void => {
    now = { ...now, isWaiting: false, ...change };
    onProgress(now);
  };
  const persisting = patience({
    platform: systemPlatform(),
    attemptsMax,
    onWait: () => tell({ isWaiting: true }),
  });
  const asking =
    (until: AbortSignal) =>
    <T>(question: () => Promise<T>): Promise<T> =>
      persisting(question, until);
  const exportedAt = new Date().toISOString();
  const recordsUntil = (until: AbortSignal): AsyncGenerator<ExportRecord> =>
    exportRecords(nova.trpc, order, { signal: until, exportedAt, ask: asking(until) });
  const textsOf = (all: AsyncIterable<ExportRecord>): AsyncIterable<string> =>
    format === 'html' ? htmlOf(all, words, { isWithFiles: place !== null }) : jsonLinesOf(all);
  if (!place) {
    const parts: string[] = [];
    for await (const text of textsOf(counted(recordsUntil(signal), (messages) => tell({ messages })))) parts.push(text);
    handOver(new Blob(parts, { type: mimeTypes[format] }), `${title}.${format}`);
    return now;
  }
  const zip = exportZip({
    records: recordsUntil,
    textsOf,
    name: `export.${format}`,
    read: (id, until) => asking(until)(() => nova.readFile(id, until)),
    exportedAt,
    onProgress: ({ messages, ...files }) => tell({ messages, files }),
    ...(place.bytesMax === undefined ? {} : { bytesMax: place.bytesMax }),
  });
  await place.save(zip, signal);
  return now;
}

async function* counted(
  records: AsyncIterable<ExportRecord>,
  onMessage: (count: number) => void,
): AsyncGenerator<ExportRecord> {
  let messages = 0;
  for await (const record of records) {
    if (record.type === 'message') onMessage(++messages);
    yield record;
  }
}
