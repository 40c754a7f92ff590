'use client';

import { Hash, Lock } from '../../ui/icons.tsx';
import { useEffect } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { classes } from '../../ui/classes.ts';
import { lazily } from '../../ui/lazily.tsx';
import { keptTexts } from '../../i18n/kept-texts.ts';
import type { Completion, Option } from './use-completion.ts';

const EverybodyWords = lazily(async () => (await import('./everybody-words.tsx')).EverybodyWords, keptTexts);

/** What may be meant, above the field; the keyboard stays in the field. */
export function CompletionList({ completion }: { completion: Completion }) {
  const { t } = useSpeech();
  const { options, at, listId, idOf, choose } = completion;
  const activeId = idOf(at);
  useEffect(() => {
    document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  return (
    <ul
      id={listId ?? undefined}
      role="listbox"
      aria-label={t('completion.title')}
      className="absolute inset-x-0 bottom-full z-30 mb-1 max-h-72 max-w-lg overflow-y-auto rounded-lg border bg-raised p-1 text-text shadow-raised"
    >
      {options.map((option, n) => (
        <li
          key={option.key}
          id={idOf(n)}
          role="option"
          aria-selected={n === at}
          onPointerDown={(event) => {
            event.preventDefault();
            choose(n);
          }}
          className={classes(
            'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 pointer-coarse:min-h-11',
            n === at ? 'bg-selected outline-1 -outline-offset-1 outline-edge' : 'hover:bg-hover',
          )}
        >
          <OptionWords option={option} />
        </li>
      ))}
    </ul>
  );
}

function OptionWords({ option }: { option: Option }) {
  switch (option.kind) {
    case 'everybody':
      return <EverybodyWords word={option.word} count={option.count} fallback={<bdi>@{option.word}</bdi>} />;
    case 'person':
      return (
        <>
          <Avatar id={option.person.id} name={option.person.name} image={option.person.image} size="sm" />
          <span className="truncate font-medium" dir="auto">
            {option.person.name}
          </span>
          <bdi className="truncate text-sm text-quiet">@{option.person.handle}</bdi>
        </>
      );
    case 'conversation': {
      const Sign = option.isChannel ? Hash : Lock;
      return (
        <>
          <Sign aria-hidden="true" className="size-4 shrink-0 text-quiet" />
          <span className="truncate" dir="auto">
            {option.title}
          </span>
        </>
      );
    }
    case 'emoji':
      return (
        <>
          <span className="text-lg">{option.name.emoji}</span>
          <span className="truncate">{option.name.label}</span>
          <bdi className="truncate text-sm text-quiet">:{option.name.codes[0]}:</bdi>
        </>
      );
    default:
      return option satisfies never;
  }
}
