import type { Edit, Field } from './text-edit.ts';

/** What stands in a field and what is marked there. */
export function fieldOf({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Field {
  return { text: value, from: selectionStart, to: selectionEnd };
}

/** Edits a field the way typing does: the browser can undo it. */
export function edit(field: HTMLTextAreaElement, { from, to, insert, select }: Edit): void {
  field.focus();
  field.setSelectionRange(from, to);
  const isChange = from !== to || insert !== '';
  if (isChange && !document.execCommand(insert === '' ? 'delete' : 'insertText', false, insert)) {
    // A browser that does not know how: then without undo.
    field.setRangeText(insert, from, to, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  field.setSelectionRange(...select);
}

/** Puts a text in place of a part of a field, with the caret behind it. */
export function replace(field: HTMLTextAreaElement, part: { from: number; to: number }, insert: string): void {
  const caret = part.from + insert.length;
  edit(field, { ...part, insert, select: [caret, caret] });
}
