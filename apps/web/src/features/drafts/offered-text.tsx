'use client';

import type { ReactNode } from 'react';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { Writing } from '../composer/use-writing.ts';

/** What the person wrote here on another device, while they write something else on this one: nothing of it is lost. */
export function OfferedText({ writing, text }: { writing: Writing; text: string }) {
  const say = draftTexts.in(useSpeech());
  return (
    <div role="status" className="rounded-t-lg border-b bg-surface px-3 py-2 text-sm">
      <p className="text-quiet">{say('offered')}</p>
      <p dir="auto" className="mt-0.5 line-clamp-3 break-words whitespace-pre-wrap bidi">
        {text}
      </p>
      <p className="mt-1 flex flex-wrap gap-x-4">
        <Choice onChoose={() => writing.settle(text)}>{say('useIt')}</Choice>
        <Choice onChoose={() => writing.settle(writing.draft.body === '' ? text : `${writing.draft.body}\n${text}`)}>
          {say('addIt')}
        </Choice>
        <Choice onChoose={() => writing.settle(null)}>{say('dropIt')}</Choice>
      </p>
    </div>
  );
}

function Choice({ onChoose, children }: { onChoose: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      className="min-h-6 rounded-sm font-medium text-link hover:underline pointer-coarse:min-h-11"
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      {children}
    </button>
  );
}
