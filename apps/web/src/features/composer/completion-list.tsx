'use client';

import { Hash, Lock } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { lazily } from '../../ui/lazily.tsx';
import { OptionList } from '../../ui/option-list.tsx';
import { keptTexts } from '../../i18n/kept-texts.ts';
import type { Completion, Option } from './use-completion.ts';

const EverybodyWords = lazily(async () => (await import('./everybody-words.tsx')).EverybodyWords, keptTexts);

/** What may be meant, above the field. */
export function CompletionList({ completion }: { completion: Completion }) {
  const { t } = useSpeech();
  const { options, at, listId, idOf, choose } = completion;
  return (
    <OptionList
      id={listId ?? undefined}
      label={t('completion.title')}
      options={options}
      at={at}
      idOf={idOf}
      onChoose={choose}
      words={(option) => <OptionWords option={option} />}
      className="bottom-full mb-1 max-w-lg text-text"
    />
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
