import { decodeLine } from '../irc/decode-line.ts';

export interface FileLine {
  readonly text: string;
  readonly brokenBytes: number;
  /** It was longer than a line can be, and is not read. */
  readonly isTooLong: boolean;
}

const lineMaxBytes = 16 * 1_048_576;
const newline = 0x0a;

/** The lines of a file of any size, a piece of it at a time; empty ones are left out. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<FileLine> {
  let parts: Buffer[] = [];
  let bytes = 0;
  const line = (): FileLine | null => {
    const isTooLong = bytes > lineMaxBytes;
    const { text, brokenBytes } = decodeLine(isTooLong ? Buffer.alloc(0) : Buffer.concat(parts));
    parts = [];
    bytes = 0;
    return isTooLong || text.trim() !== '' ? { text: text.replace(/^\uFEFF/, ''), brokenBytes, isTooLong } : null;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      add(chunk.subarray(start, end));
      const made = line();
      if (made) yield made;
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  const last = line();
  if (last) yield last;

  function add(part: Buffer): void {
    bytes += part.length;
    if (bytes <= lineMaxBytes) parts.push(part);
  }
}
