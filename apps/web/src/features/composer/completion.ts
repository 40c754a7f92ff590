import { isInCode } from './text-edit.ts';

/** What is being typed that can be completed: somebody, a conversation, an emoji. */
export interface Token {
  readonly kind: 'person' | 'conversation' | 'emoji';
  readonly query: string;
  readonly from: number;
  readonly to: number;
}

const kinds = { '@': 'person', '#': 'conversation', ':': 'emoji' } as const;
const token = /(?:^|[\s([{"'*_~>/])(?<sign>[@#:])(?<query>[\p{L}\p{N}\p{M}._+-]{0,32})$/u;
/** A colon alone, or with one letter, is punctuation or a face. */
const emojiFromChars = 2;

/** The token that ends at the caret; `null` where there is none, and inside of code. */
export function tokenAt(text: string, caret: number): Token | null {
  const line = text.slice(text.lastIndexOf('\n', caret - 1) + 1, caret);
  const found = token.exec(line);
  const sign = found?.groups?.['sign'];
  const query = found?.groups?.['query'] ?? '';
  if (sign !== '@' && sign !== '#' && sign !== ':') return null;
  if (isInCode(text, caret) || isQuoted(line)) return null;
  if (sign === ':' && query.length < emojiFromChars) return null;
  return { kind: kinds[sign], query, from: caret - query.length - 1, to: caret };
}

/** A name between colons. */
export interface NamedEmoji {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The emoji that are named in full, as in `:tada:`, on the caret's line and before it; none in code. */
export function namedEmojisBefore(text: string, caret: number): readonly NamedEmoji[] {
  const start = text.lastIndexOf('\n', caret - 1) + 1;
  const line = text.slice(start, caret);
  if (!line.includes(':') || isInCode(text, caret)) return [];
  return [...line.matchAll(/(?<=^|[\s([{"'*_~>]):([\p{L}\p{N}_+-]{2,40}):/gu)].flatMap(
    ({ 0: written, 1: name, index }) =>
      name === undefined || isQuoted(line.slice(0, index))
        ? []
        : [{ name, from: start + index, to: start + index + written.length }],
  );
}

/** Whether letters of code have begun in a line and not ended. */
function isQuoted(line: string): boolean {
  return (line.match(/`/g)?.length ?? 0) % 2 === 1;
}
