import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type Entry, open as openZip, type ZipFile } from 'yauzl';
import { CliError, exitCodes } from '../cli-error.ts';

/** Files of an export, in a zip or in a folder. Nothing is unpacked: a name leads nowhere but into the archive. */
export interface Archive extends AsyncDisposable {
  /** With `/` between folders, in no order. */
  readonly names: readonly string[];
  /** Null when it is not there, is broken, or is larger than a file of an export can be: the reason is told. */
  read(name: string): Promise<{ readonly bytes: Buffer } | { readonly problem: string }>;
  /** The same of any size, a piece at a time; the stream fails when the file turns out to be broken. */
  stream(name: string): Promise<{ readonly stream: Readable } | { readonly problem: string }>;
  /** Bytes, unpacked, as the archive says; null when it is not there. */
  size(name: string): Promise<number | null>;
}

/** What an archive may be, at most. */
export interface ArchiveBounds {
  readonly files: number;
  /** Of one file, unpacked. */
  readonly fileBytes: number;
  /** How many times its packed size a file may be: a zip bomb is thousands. */
  readonly ratio: number;
}

const usual: ArchiveBounds = { files: 2_000_000, fileBytes: 256 * 1_048_576, ratio: 400 };
/** Small files pack as well as they like. */
const smallBytes = 1_048_576;

/** Opens a zip, or a folder that one was unpacked to. @throws CliError when it is neither. */
export async function openArchive(path: string, bounds: ArchiveBounds = usual): Promise<Archive> {
  const found = await stat(path).catch((error: unknown) => {
    throw new CliError(`${path}: there is no such file.`, { code: exitCodes.usage, cause: error });
  });
  return found.isDirectory() ? folderArchive(path, bounds) : zipArchive(path, bounds);
}

async function folderArchive(path: string, { fileBytes }: ArchiveBounds): Promise<Archive> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const byName = new Map(files.map((file) => [relative(path, file).split(sep).join('/'), file]));
  return {
    names: [...byName.keys()],
    async read(name) {
      const file = byName.get(name);
      if (file === undefined) return { problem: 'missing' };
      if ((await stat(file)).size > fileBytes) return { problem: 'too large' };
      return { bytes: await readFile(file) };
    },
    stream(name) {
      const file = byName.get(name);
      return Promise.resolve(file === undefined ? { problem: 'missing' } : { stream: createReadStream(file) });
    },
    async size(name) {
      const file = byName.get(name);
      return file === undefined ? null : (await stat(file)).size;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, decodeStrings: true } as const;

async function zipArchive(path: string, bounds: ArchiveBounds): Promise<Archive> {
  const zip = await opened(path);
  const entries = await entriesOf(zip, path, bounds.files);
  return {
    names: [...entries.keys()],
    async read(name) {
      const entry = entries.get(name);
      if (!entry) return { problem: 'missing' };
      if (entry.uncompressedSize > bounds.fileBytes || isBomb(entry, bounds)) return { problem: 'too large' };
      try {
        return { bytes: await bytesOf(zip, entry) };
      } catch (error) {
        if (error instanceof Error) return { problem: 'broken' };
        throw error;
      }
    },
    async stream(name) {
      const entry = entries.get(name);
      if (!entry) return { problem: 'missing' };
      if (isBomb(entry, bounds)) return { problem: 'too large' };
      return { stream: await streamOf(zip, entry) };
    },
    size: (name) => Promise.resolve(entries.get(name)?.uncompressedSize ?? null),
    [Symbol.asyncDispose]() {
      zip.close();
      return Promise.resolve();
    },
  };
}

function isBomb({ uncompressedSize, compressedSize }: Entry, { ratio }: ArchiveBounds): boolean {
  return uncompressedSize > smallBytes && uncompressedSize > compressedSize * ratio;
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await promisify<string, typeof options, ZipFile>(openZip)(path, options);
  } catch (error) {
    throw new CliError(`${path} is no zip, or is cut off.`, { code: exitCodes.usage, cause: error });
  }
}

/** The bytes of an entry; ends with an error when they are not as many, or not those, that the archive says. */
async function bytesOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await streamOf(zip, entry)) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function streamOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}

function entriesOf(zip: ZipFile, path: string, most: number): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
      if (entries.size > most) reject(new CliError(`${path} holds more files than an export does.`));
      else zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    // Also for a name that leads out of the archive: no export has one.
    zip.once('error', (error: Error) =>
      reject(
        new CliError(`${path} is no zip that can be trusted: ${error.message}.`, {
          code: exitCodes.usage,
          cause: error,
        }),
      ),
    );
    zip.readEntry();
  });
}
