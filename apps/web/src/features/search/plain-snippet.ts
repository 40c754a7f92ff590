import type { SnippetPart } from '@nova/contract';
import { plainText } from '../message/plain-text.ts';

// Of those code points that stand for nothing: Markdown makes nothing of them.
const [begin, end] = ['\u{E000}', '\u{E001}'];

/** A snippet in one line, without the signs of Markdown; what was found stays marked. */
export function plainSnippet(snippet: readonly SnippetPart[]): readonly SnippetPart[] {
  const text = snippet.map((part) => (part.isHit ? `${begin}${part.text}${end}` : part.text)).join('');
  return plainText(text)
    .split(/(\u{E000}[^\u{E001}]*\u{E001})/u)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(begin) ? { text: part.slice(1, -1), isHit: true } : { text: part, isHit: false }));
}
