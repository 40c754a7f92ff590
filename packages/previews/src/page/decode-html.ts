/** So far in is looked for what a page says of its own characters. */
const headBytes = 4_096;
const declared = /<meta[^>]+charset\s*=\s*["']?\s*([a-z0-9_:.-]+)/i;

/**
 * The text of a page: by its byte order mark, by what the response says, by what the page says, as UTF-8 if it is, as
 * the oldest pages are otherwise. Never throws: what cannot be read becomes replacement characters.
 */
export function decodeHtml(bytes: Uint8Array, charset: string | null): string {
  const said = markOf(bytes) ?? charset ?? declaredIn(bytes);
  const decoder = said === null ? null : decoderOf(said);
  if (decoder) return decoder.decode(bytes);
  try {
    // Cut off, it may end in the middle of a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function markOf(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : null;
}

/** Whoever could read that it is UTF-16 could read that it is not. */
function declaredIn(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, headBytes));
  const label = declared.exec(head)?.[1] ?? null;
  return label !== null && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

function decoderOf(label: string): Pick<InstanceType<typeof TextDecoder>, 'decode'> | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}
