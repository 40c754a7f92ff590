import { limits } from './limits.ts';

const code = /`{3,}[\s\S]*?(?:`{3,}|$)|~{3,}[\s\S]*?(?:~{3,}|$)|``[^\n]*?``|`[^`\n]*`/g;
const bracketed = /<[^<>\s]*>/g;
const address = /(?<![\p{L}\p{N}_])https?:\/\/[^\s<>"`\p{Cc}]+/giu;
/** What a sentence puts behind an address is not part of it. */
const punctuation = new Set("?!.,:;*_~'’”»");
const closing: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const messageOfNova = /^\/c\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\/|$)/i;

/**
 * The addresses elsewhere that a text links to and wants shown, each once, in their order, at most
 * `limits.previewsPerMessage`: not those in code, in `<…>`, with a name and password, or of messages of a Nova. Without
 * their fragment, as `URL` writes them.
 */
export function webLinks(text: string): readonly string[] {
  if (!/https?:\/\//i.test(text)) return [];
  const found = new Set<string>();
  const shown = text.replace(code, ' ').replace(bracketed, ' ');
  const next = new RegExp(address);
  for (let match = next.exec(shown); match; match = next.exec(shown)) {
    const written = bare(match[0]);
    const link = linkOf(written);
    if (link !== null) found.add(link);
    if (found.size === limits.previewsPerMessage) break;
    // Behind a bracket another one may begin without a space.
    next.lastIndex = match.index + Math.max(1, written.length);
  }
  return [...found];
}

function linkOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || messageOfNova.test(url.pathname)) return null;
  url.hash = '';
  return url.href.length > limits.linkUrlMaxChars ? null : url.href;
}

/** Up to the first bracket that the text around it has opened, and without the punctuation of that text. */
function bare(written: string): string {
  const open: string[] = [];
  let end = 0;
  for (; end < written.length; end++) {
    const char = written[end] ?? '';
    const opener = closing[char];
    if (opener !== undefined && open.pop() !== opener) break;
    if (char === '(' || char === '[' || char === '{') open.push(char);
  }
  while (end > 0 && punctuation.has(written[end - 1] ?? '')) end--;
  return written.slice(0, end);
}
