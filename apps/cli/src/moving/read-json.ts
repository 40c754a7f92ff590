import { decodeLine } from '../irc/decode-line.ts';

/** Bytes as JSON. What is no UTF-8 is replaced and counted; what is no JSON is null. */
export function readJson(bytes: Uint8Array): { readonly value: unknown; readonly brokenBytes: number } | null {
  const { text, brokenBytes } = decodeLine(bytes);
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')), brokenBytes };
  } catch {
    return null;
  }
}
