import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';

/** What nothing is known of. */
const unknownType = 'application/octet-stream';

/** What is looked at: enough for every signature, and bounded however much it unpacks to. */
const headBytes = 16_384;

/**
 * One content that goes by two names: containers say what they may hold, and the sender what they do hold. Both are
 * played, none is run, so a wrong claim costs nothing.
 */
const refinements: ReadonlyMap<string, readonly string[]> = new Map([
  ['video/webm', ['audio/webm']],
  ['video/mp4', ['audio/mp4']],
  ['video/ogg', ['audio/ogg']],
]);

/**
 * The media type of a file by its content (F2). `claimed` is not believed; it only tells sound from moving pictures in
 * containers that may hold either.
 */
export async function sniff(path: string, claimed: string): Promise<string> {
  const head = await headOf(path);
  const found = await fileTypeFromBuffer(head);
  if (!found) return isText(head) ? 'text/plain' : unknownType;
  const type = bare(found.mime);
  const asked = bare(claimed);
  return refinements.get(type)?.includes(asked) ? asked : type;
}

/** Without parameters: `audio/ogg; codecs=opus` is audio/ogg. */
function bare(type: string): string {
  return type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

async function headOf(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** UTF-8 without controls but those of lines, tabs and terminals. */
function isText(head: Uint8Array): boolean {
  try {
    // The last character may be cut in two.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    // oxlint-disable-next-line no-control-regex
    return !/[\u0000-\u0008\u000E-\u001A\u001C-\u001F\u007F]/.test(text);
  } catch {
    return false;
  }
}
