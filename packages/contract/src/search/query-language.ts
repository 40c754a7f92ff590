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

/** Operators that can be typed: `from:ann`, `in:"Big room"`, `before:2024-05-01`; some of them turned round, `-from:ann`. */
const searchOperatorNames = ['from', 'in', 'before', 'after', 'on', 'has', 'is'] as const;
export type SearchOperatorName = (typeof searchOperatorNames)[number];
export interface SearchOperator {
  readonly name: SearchOperatorName;
  readonly value: string;
  /** Whatever this means is left out; absent otherwise. */
  readonly isNot?: true;
}

const turnable: ReadonlySet<SearchOperatorName> = new Set(['from', 'in', 'has', 'is']);

/** Whether an operator can be turned round by a minus; days cannot. */
export function canBeNot(name: SearchOperatorName): boolean {
  return turnable.has(name);
}

/** Where an operator stands in what was typed. */
export interface TypedOperator extends SearchOperator {
  readonly at: number;
  readonly end: number;
  /** Whether more may follow: it is the last of the text, and no quote or space has ended it. */
  readonly isOpen: boolean;
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
    const { minus, quoted, plain = '' } = groups;
    const operator = operatorOf(groups);
    if (operator) {
      operators.push(operator);
      continue;
    }
    const name = groups['name'];
    const value = quoted ?? plain;
    const isPrefix = quoted === undefined && /[^*]\*+$/u.test(value);
    const text = `${name === undefined ? '' : `${name}:`}${value.replace(/\*+$/u, '')}`;
    if (searchWords(text).length === 0) continue;
    clauses.push({ text, isPhrase: quoted !== undefined, isPrefix, isExcluded: minus !== undefined });
  }
  return { clauses: clauses.slice(0, clausesMax), operators };
}

/** The operators of what was typed, and where they stand in it. */
export function typedOperators(typed: string): TypedOperator[] {
  return [...typed.matchAll(token)].flatMap(({ 0: all, index, groups = {} }) => {
    const operator = operatorOf(groups);
    const end = index + all.length;
    const isQuoted = groups['quoted'] !== undefined;
    const isClosed = isQuoted && /"[^"]*"$/u.test(all);
    return operator ? [{ ...operator, at: index, end, isOpen: end === typed.length && !isClosed }] : [];
  });
}

/** An operator as it is typed: `from:ann`, `in:"Big room"`. A value cannot say a quotation mark. */
export function writtenOperator({ name, value, isNot }: SearchOperator): string {
  const said = value.replaceAll('"', '');
  return `${isNot ? '-' : ''}${name}:${/^[^\s"]+$/u.test(said) ? said : `"${said}"`}`;
}

function operatorOf(groups: Record<string, string | undefined>): SearchOperator | null {
  const { minus, name, quoted, plain = '' } = groups;
  const value = (quoted ?? plain).replace(/^[@#]+/u, '').trim();
  const known = searchOperatorNames.find((one) => one === name?.toLowerCase());
  if (known === undefined || value === '') return null;
  if (minus === undefined) return { name: known, value };
  return canBeNot(known) ? { name: known, value, isNot: true } : null;
}

/** Scripts that put no spaces between words: their texts are found by pairs of characters. */
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const word = new RegExp(String.raw`[${unspaced}]+|(?:(?![${unspaced}])[\p{L}\p{N}\p{M}])+`, 'gu');
const isUnspacedWord = new RegExp(String.raw`^[${unspaced}]`, 'u');

/** A word of a text as it is compared: without case and accents. `at` and `end` are places in the text. */
export interface SearchWord {
  readonly word: string;
  readonly at: number;
  readonly end: number;
  /** A run of a script that puts no spaces between words. */
  readonly isUnspaced: boolean;
}

const plainText = /^[\0-\u007f]*$/u;
const plainWord = /[a-z0-9]+/g;

/** The words of a text, in order. */
export function searchWords(text: string): SearchWord[] {
  // Hundreds of texts are judged for one search, and most are written in these characters alone: a tenth of the time.
  if (plainText.test(text)) return plainWords(text.toLowerCase());
  return [...text.matchAll(word)].map(({ 0: found, index }) => ({
    word: folded(found),
    at: index,
    end: index + found.length,
    isUnspaced: isUnspacedWord.test(found),
  }));
}

function plainWords(text: string): SearchWord[] {
  return [...text.matchAll(plainWord)].map(({ 0: found, index }) => ({
    word: found,
    at: index,
    end: index + found.length,
    isUnspaced: false,
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
