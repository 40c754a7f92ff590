import type { SearchOperator } from '@nova/contract';
import { canBeNot, daySpan, typedOperators, writtenOperator } from '@nova/contract';

/** Takes the operators out of what was typed: those that are complete, or all of them. */
export function taken(
  typed: string,
  which: 'complete' | 'all' = 'complete',
): { readonly chips: SearchOperator[]; readonly text: string } {
  const found = typedOperators(typed).filter(({ isOpen }) => which === 'all' || !isOpen);
  let text = typed;
  for (const { at, end } of found.toReversed()) {
    const before = text.slice(0, at);
    text = before + (before === '' || before.endsWith(' ') ? text.slice(end).trimStart() : text.slice(end));
  }
  return { chips: found.map(({ at: _at, end: _end, isOpen: _isOpen, ...operator }) => operator), text };
}

/** With what is not among them yet. */
export function joined(chips: readonly SearchOperator[], more: readonly SearchOperator[]): readonly SearchOperator[] {
  const fresh = more.filter((one) => !chips.some((chip) => isSame(chip, one)));
  return fresh.length === 0 ? chips : [...chips, ...fresh];
}

function isSame(a: SearchOperator, b: SearchOperator): boolean {
  return a.name === b.name && a.isNot === b.isNot && a.value.toLowerCase() === b.value.toLowerCase();
}

/** All of a search as it could have been typed. */
export function written({ chips, text }: { readonly chips: readonly SearchOperator[]; readonly text: string }): string {
  return [text.trim(), ...chips.map(writtenOperator)].filter((part) => part !== '').join(' ');
}

const traits: Readonly<Record<string, readonly string[]>> = {
  has: ['link', 'file', 'reaction'],
  is: ['thread', 'reply', 'pinned'],
};

/** Whether it can find anything, as far as it says itself. */
export function isReadable({ name, value }: SearchOperator): boolean {
  if (name === 'before' || name === 'after' || name === 'on') return daySpan(name, value) !== null;
  return traits[name]?.includes(value.toLowerCase()) ?? true;
}

/** What is being typed at the end that can be completed: the value of an operator, or the name of one; perhaps turned round. */
export type Unfinished =
  | {
      readonly kind: 'value';
      readonly name: SearchOperator['name'];
      readonly query: string;
      readonly at: number;
      readonly isNot: boolean;
    }
  | { readonly kind: 'name'; readonly query: string; readonly at: number; readonly isNot: boolean };

const begun = /(?:^|\s)(?<minus>-)?(?<name>from|in|before|after|on|has|is):"?$/iu;
/** A letter alone begins too much. */
const lastWord = /(?:^|\s)(?<minus>-)?(?<word>\p{L}{2,6})$/u;

export function unfinished(typed: string): Unfinished | null {
  const last = typedOperators(typed).at(-1);
  if (last?.isOpen)
    return { kind: 'value', name: last.name, query: last.value, at: last.at, isNot: last.isNot ?? false };
  const opened = begun.exec(typed);
  const name = operatorNames.find((one) => one === opened?.groups?.['name']?.toLowerCase());
  if (opened && name) {
    const isNot = opened.groups?.['minus'] !== undefined;
    const at = typed.length - opened[0].trimStart().length;
    return isNot && !canBeNot(name) ? null : { kind: 'value', name, query: '', at, isNot };
  }
  const { minus, word } = lastWord.exec(typed)?.groups ?? {};
  if (word === undefined) return null;
  return { kind: 'name', query: word.toLowerCase(), at: typed.length - word.length, isNot: minus !== undefined };
}

export const operatorNames: readonly SearchOperator['name'][] = ['from', 'in', 'before', 'after', 'on', 'has', 'is'];

/** All of a search but an operator that is still being typed and that nothing could be found by yet. */
export function asked({ chips, text }: { readonly chips: readonly SearchOperator[]; readonly text: string }): string {
  const last = unfinished(text);
  const isHalf =
    last?.kind === 'value' &&
    (last.query === '' ||
      last.name === 'from' ||
      last.name === 'in' ||
      !isReadable({ name: last.name, value: last.query }));
  return written({ chips, text: isHalf ? text.slice(0, last.at) : text });
}

/** A word of some letters at the end, by itself. */
const lastOpen = /(?:^|\s)[^\s"-][^\s"]*[\p{L}\p{N}]$/u;

/** The search that is meant if its last word goes on; null where a space has ended it, or it is no word. */
export function goingOn({
  chips,
  text,
}: {
  readonly chips: readonly SearchOperator[];
  readonly text: string;
}): string | null {
  const isQuoted = text.split('"').length % 2 === 0;
  if (isQuoted || !lastOpen.test(text) || unfinished(text)?.kind === 'value') return null;
  return written({ chips, text: `${text}*` });
}
