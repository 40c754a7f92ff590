'use client';

import type { ClipboardEvent, KeyboardEvent, RefObject } from 'react';
import { useEffect, useImperativeHandle, useState } from 'react';
import { useTalkable } from '../../nova/conversation-provider.tsx';
import { CompletionList } from './completion-list.tsx';
import { edit, fieldOf, replace } from './field-edit.ts';
import { FormatBar } from './format-bar.tsx';
import { formatFor } from './formats.ts';
import { pastedCode, pastedFrom } from './paste.ts';
import { newLine } from './text-edit.ts';
import { useCompletion } from './use-completion.ts';

/** What the aids do for the field: the composer hands them its keys first. */
export interface Aid {
  /** Whether the key was theirs. */
  onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): boolean;
  /** The key breaks the line. */
  onBreak(event: KeyboardEvent<HTMLTextAreaElement>): void;
  onPaste(event: ClipboardEvent<HTMLTextAreaElement>): void;
  readonly completing: { readonly listId: string; readonly optionId: string } | null;
}

export interface WritingAidsProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly aid: RefObject<Aid | null>;
  readonly text: string;
  readonly onCompleting: (completing: Aid['completing']) => void;
}

/** Signs of Markdown by button and key, completion of names, code that stays code: loaded when somebody begins to write. */
export function WritingAids({ field, aid, text, onCompleting }: WritingAidsProps) {
  const { id } = useTalkable();
  const [caret, setCaret] = useState<number | null>(null);
  useEffect(() => {
    const look = (): void => {
      const here = field.current;
      const isHere = here !== null && document.activeElement === here && here.selectionStart === here.selectionEnd;
      setCaret(isHere ? here.selectionStart : null);
    };
    look();
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [field, text]);
  const completion = useCompletion({ conversationId: id, text, caret, field });
  const { listId, optionId } = completion;
  useEffect(() => {
    onCompleting(listId !== null && optionId !== null ? { listId, optionId } : null);
  }, [listId, optionId, onCompleting]);

  useImperativeHandle(aid, () => ({
    completing: null,
    onKeyDown(event) {
      if (completion.onKeyDown(event)) return true;
      const here = event.currentTarget;
      const format = formatFor(event);
      if (format) {
        event.preventDefault();
        edit(here, format.edit(fieldOf(here)));
        return true;
      }
      return false;
    },
    onBreak(event) {
      const here = event.currentTarget;
      const next = newLine(fieldOf(here));
      if (!next) return;
      event.preventDefault();
      edit(here, next);
    },
    onPaste(event) {
      const here = event.currentTarget;
      const { text: before, from, to } = fieldOf(here);
      const pasted = pastedFrom(event.clipboardData);
      const marked = before.slice(from, to);
      // An address put on a text makes a link of it.
      const isLink = marked.trim() !== '' && !marked.includes('\n') && /^https?:\/\/\S+$/.test(pasted.plain.trim());
      const insert = isLink ? `[${marked}](${pasted.plain.trim()})` : pastedCode(pasted, { text: before, at: from });
      if (insert === null) return;
      event.preventDefault();
      replace(here, { from, to }, insert);
    },
  }));

  return (
    <>
      <FormatBar field={field} />
      {completion.isOpen && <CompletionList completion={completion} />}
    </>
  );
}
