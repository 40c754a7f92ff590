import { type FileHandle, open, readFile } from 'node:fs/promises';
import { replaceFile } from '@nova/client/file-store';
import { CliError } from '../cli-error.ts';
import type { Terminal } from '../terminal.ts';
import { type Position, positionText, readPosition } from './position.ts';

/** Where a tail writes, and where it remembers how far it has come. */
export interface Sink extends AsyncDisposable {
  /** Null when nothing was written before. */
  position(): Promise<Position | null>;
  /** Resolves when the text is out of this process's hands and the position after it is remembered. */
  write(text: string, after: Position): Promise<void>;
}

/**
 * Stdout, with the position in a file of its own. The text is written first: a kill between the two makes the next run
 * print the last batch again, and never leaves one out. `file` null remembers nothing.
 */
export function streamSink(terminal: Terminal, file: string | null): Sink {
  return {
    async position() {
      const text = file === null ? null : await textOf(file);
      if (text === null) return null;
      const position = readPosition(text.trim());
      if (position) return position;
      throw new CliError(`${file} holds no position. Delete it to begin anew.`);
    },
    async write(text, after) {
      await terminal.write(text);
      if (file !== null) await replaceFile(file, `${positionText(after)}\n`);
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

/**
 * A file of JSON lines that is its own position: every line tells the position after it, and a line cut short by a kill
 * is taken away before the next is written. So each item is in the file exactly once, whenever and however often its
 * writer is killed. Durable when `write` resolves.
 *
 * @throws CliError when the file holds something else.
 */
export async function fileSink(path: string): Promise<Sink> {
  const file = await open(path, 'a+', 0o600).catch((error: unknown) => {
    throw new CliError(`${path} cannot be written to.`, { cause: error });
  });
  try {
    const { lastLine, wholeBytes } = await lastWholeLine(file);
    const position = lastLine === null ? null : positionIn(lastLine);
    if (lastLine !== null && !position) {
      throw new CliError(`${path} does not end with a line of nova tail; it is left alone. Name another file.`);
    }
    await file.truncate(wholeBytes);
    return {
      position: () => Promise.resolve(position),
      async write(text) {
        await file.appendFile(text);
        await file.datasync();
      },
      [Symbol.asyncDispose]: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

const chunkBytes = 65_536;

/** The last line that ends with a line feed, found from behind, and where the file is whole. */
async function lastWholeLine(file: FileHandle): Promise<{ lastLine: string | null; wholeBytes: number }> {
  const { size } = await file.stat();
  let tail = Buffer.alloc(0);
  for (let start = size; start > 0; ) {
    const from = Math.max(0, start - chunkBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(start - from), 0, start - from, from);
    tail = Buffer.concat([buffer.subarray(0, bytesRead), tail]);
    start = from;
    const end = tail.lastIndexOf('\n');
    if (end < 0) continue;
    const begin = end === 0 ? -1 : tail.lastIndexOf('\n', end - 1);
    if (begin >= 0 || start === 0) {
      return { lastLine: tail.subarray(begin + 1, end).toString(), wholeBytes: start + end + 1 };
    }
  }
  return { lastLine: null, wholeBytes: 0 };
}

function positionIn(line: string): Position | null {
  try {
    const value: unknown = JSON.parse(line);
    const text = typeof value === 'object' && value !== null && 'position' in value ? value.position : null;
    return typeof text === 'string' ? readPosition(text) : null;
  } catch {
    return null;
  }
}

async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
}
