import { Bold, Code, Italic, Link, List, ListOrdered, SquareCode, Strikethrough, TextQuote } from '../../ui/icons.tsx';
import type { Icon } from '../../ui/icons.tsx';
import type { PlainKey } from '../../i18n/catalogue.ts';
import type { Edit, Field } from './text-edit.ts';
import { codeBlock, link, prefixLines, wrap } from './text-edit.ts';

/** A way of writing in Markdown, by button and by key. */
export interface Format {
  readonly name: string;
  readonly label: PlainKey;
  readonly icon: Icon;
  /** With Ctrl or Cmd. */
  readonly key: string;
  readonly withShift: boolean;
  readonly edit: (field: Field) => Edit;
}

export const formats: readonly Format[] = [
  { name: 'bold', label: 'format.bold', icon: Bold, key: 'b', withShift: false, edit: (at) => wrap(at, '**') },
  { name: 'italic', label: 'format.italic', icon: Italic, key: 'i', withShift: false, edit: (at) => wrap(at, '*') },
  {
    name: 'strike',
    label: 'format.strike',
    icon: Strikethrough,
    key: 'x',
    withShift: true,
    edit: (at) => wrap(at, '~~'),
  },
  { name: 'code', label: 'format.code', icon: Code, key: 'e', withShift: false, edit: (at) => wrap(at, '`') },
  { name: 'block', label: 'format.block', icon: SquareCode, key: 'e', withShift: true, edit: codeBlock },
  {
    name: 'quote',
    label: 'format.quote',
    icon: TextQuote,
    key: '9',
    withShift: true,
    edit: (at) => prefixLines(at, '> '),
  },
  { name: 'list', label: 'format.list', icon: List, key: '8', withShift: true, edit: (at) => prefixLines(at, '- ') },
  {
    name: 'numbers',
    label: 'format.numbers',
    icon: ListOrdered,
    key: '7',
    withShift: true,
    edit: (at) => prefixLines(at, 'numbered'),
  },
  { name: 'link', label: 'format.link', icon: Link, key: 'u', withShift: true, edit: link },
];

/** The keys of a keyboard are in other places elsewhere: digits are told by where they are. */
export function formatFor(event: {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}): Format | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const isIt = ({ key, withShift }: Format): boolean =>
    withShift === event.shiftKey && (event.key.toLowerCase() === key || event.code === `Digit${key}`);
  return formats.find(isIt) ?? null;
}
