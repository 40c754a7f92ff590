const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

export interface DecodedLine {
  readonly text: string;
  /** Bytes that are no UTF-8, or NUL: each run of them has become a U+FFFD. */
  readonly brokenBytes: number;
}

const replacement = '\uFFFD';
const replacementBytes = 3;

/** Reads bytes as UTF-8. What is none, and NUL, which no message may hold, is replaced and counted. */
export function decodeLine(bytes: Uint8Array): DecodedLine {
  const { text, brokenBytes } = decode(bytes);
  if (!text.includes('\0')) return { text, brokenBytes };
  return { text: text.replaceAll('\0', replacement), brokenBytes: brokenBytes + text.split('\0').length - 1 };
}

function decode(bytes: Uint8Array): DecodedLine {
  try {
    return { text: strict.decode(bytes), brokenBytes: 0 };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  const text = lenient.decode(bytes);
  // A genuine U+FFFD in the input is as long as what it has become, so it cancels out.
  const replacements = text.split(replacement).length - 1 - genuine(bytes);
  const brokenBytes = bytes.length - encoder.encode(text).length + replacementBytes * replacements;
  return { text, brokenBytes };
}

/** How often the bytes hold a U+FFFD that somebody wrote. */
function genuine(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let found = 0;
  for (let at = buffer.indexOf(replacement); at >= 0; at = buffer.indexOf(replacement, at + replacementBytes)) found++;
  return found;
}

/** The lines of a file, without their ends (LF or CRLF). Only LF ends a line. */
export function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    yield bytes.subarray(start, end > start && bytes[end - 1] === 0x0d ? end - 1 : end);
    start = end + 1;
  }
}
