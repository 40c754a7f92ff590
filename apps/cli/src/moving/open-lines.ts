import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { CliError, exitCodes } from '../cli-error.ts';
import { type Archive, openArchive } from './read-archive.ts';

/** An export that is one file of JSON Lines, and what lies beside it. */
export interface LinesExport extends AsyncDisposable {
  /** From its beginning; may be asked for again. Ends with a CliError where it cannot be read. */
  lines(signal: AbortSignal): AsyncIterable<Buffer>;
  /** The files that it names; null when the lines came alone. */
  readonly archive: Archive | null;
  /** Where in the archive the lines lie: empty, or a folder with its `/`. */
  readonly folder: string;
}

const usual = ['import.jsonl', 'export.jsonl'];

/**
 * Opens JSON Lines that lie by themselves, or in a zip or a folder with the files that they name. Nothing is unpacked.
 * @throws CliError.
 */
export async function openLines(path: string): Promise<LinesExport> {
  const isArchive = await holdsFiles(path);
  if (!isArchive) {
    return {
      lines: (signal) => told(path, () => Promise.resolve({ stream: createReadStream(path, { signal }) })),
      archive: null,
      folder: '',
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  await using opening = new AsyncDisposableStack();
  const archive = opening.use(await openArchive(path));
  const name = linesAmong(archive.names, path);
  const opened = opening.move();
  return {
    lines: (signal) =>
      told(`${path}: ${name}`, async () => {
        const found = await archive.stream(name);
        if ('stream' in found) signal.addEventListener('abort', () => found.stream.destroy(), { once: true });
        return found;
      }),
    archive,
    folder: name.slice(0, name.lastIndexOf('/') + 1),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** Whether it is a folder or a zip, by how it begins. @throws CliError when it is not there. */
async function holdsFiles(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: unknown) => {
    throw new CliError(`${path}: there is no such file.`, { code: exitCodes.usage, cause: error });
  });
  if (found.isDirectory()) return true;
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === 'PK';
  } finally {
    await file.close();
  }
}

/** The one that is meant: the highest up, by its usual name where there are several. @throws CliError. */
function linesAmong(names: readonly string[], path: string): string {
  const all = names.filter((name) => name.endsWith('.jsonl')).map((name) => ({ name, depth: name.split('/').length }));
  const depth = Math.min(...all.map((one) => one.depth));
  const highest = all.filter((one) => one.depth === depth).map(({ name }) => name);
  const [only] = highest;
  const named = highest.find((name) => usual.includes(name.split('/').at(-1) ?? ''));
  const found = named ?? (highest.length === 1 ? only : undefined);
  if (found !== undefined) return found;
  const why = highest.length === 0 ? 'there is no .jsonl in it' : `which one of ${highest.toSorted().join(', ')}?`;
  throw new CliError(`${path} is no such export: ${why}.`, { code: exitCodes.usage });
}

async function* told(
  what: string,
  opened: () => Promise<{ readonly stream: Readable } | { readonly problem: string }>,
): AsyncGenerator<Buffer> {
  const found = await opened();
  if ('problem' in found) throw new CliError(`${what} is ${found.problem}.`, { code: exitCodes.usage });
  try {
    yield* found.stream as AsyncIterable<Buffer>;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw new CliError(`${what} cannot be read to its end.`, { cause: error });
  }
}
