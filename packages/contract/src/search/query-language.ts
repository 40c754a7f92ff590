/** One thing that a text must contain, or must not. */
export interface SearchClause {
  /** As typed, without quotes, minus and star. */
  readonly text: string;
  /** Its words must stand side by side. */
  readonly isPhrase: boolean;
  /** Its last word may go on. */
  readonly isPrefix: boolean;
  readonly isExcluded: boolean;
}

/** Operators that can be typed: `from:ann`, `in:"Big room"`, `before:2024-05-01`. */
const operatorNames = ['from', 'in', 'before', 'after', 'on', 'has', 'is'] as const;
export type SearchOperatorName = (typeof operatorNames)[number];
export interface SearchOperator {
  readonly name: SearchOperatorName;
  readonly value: string;
}

/** Clauses of one search, at most; the rest is left out. */
const clausesMax = 16;

const token = /(?<minus>-)?(?:(?<name>from|in|before|after|on|has|is):)?(?:"(?<quoted>[^"]*)"?|(?<plain>[^\s"]+))/giu;

/**
 * Reads what was typed into a search box. Nothing is an error: a quote that is not closed ends with the text, and
 * what says nothing is left out.
 */
export function parseSearch(typed: string): { clauses: SearchClause[]; operators: SearchOperator[] } {
  const clauses: SearchClause[] = [];
  const operators: SearchOperator[] = [];
  for (const { groups = {} } of typed.matchAll(token)) {
    const { minus, name, quoted, plain = '' } = groups;
    const value = quoted ?? plain;
    if (name !== undefined && minus === undefined && value !== '') {
      operators.push({ name: name.toLowerCase() as SearchOperatorName, value: value.replace(/^[@#]/u, '') });
      continue;
    }
    const isPrefix = quoted === undefined && /[^*]\*+$/u.test(value);
    const text = `${name === undefined ? '' : `${name}:`}${value.replace(/\*+$/u, '')}`;
    if (searchWords(text).length === 0) continue;
    clauses.push({ text, isPhrase: quoted !== undefined, isPrefix, isExcluded: minus !== undefined });
  }
  return { clauses: clauses.slice(0, clausesMax), operators };
}

/** Scripts that put no spaces between words: their texts are found by pairs of characters. */
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const word = new RegExp(String.raw`[${unspaced}]+|(?:(?![${unspaced}])[\p{L}\p{N}\p{M}])+`, 'gu');
const isUnspacedWord = new RegExp(String.raw`^[${unspaced}]`, 'u');

/** The words of a text as they are compared: without case and accents. `at` and `end` are places in the text. */
export function searchWords(text: string): { word: string; at: number; end: number; isUnspaced: boolean }[] {
  return [...text.matchAll(word)].map(({ 0: found, index }) => ({
    word: folded(found),
    at: index,
    end: index + found.length,
    isUnspaced: isUnspacedWord.test(found),
  }));
}

/** Without case and accents. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f\u064b-\u065f]+/gu, '')
    .normalize('NFC')
    .toLowerCase();
}
