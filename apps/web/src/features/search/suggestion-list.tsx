'use client';

import { Avatar } from '../../ui/avatar.tsx';
import { OptionList } from '../../ui/option-list.tsx';
import { ConversationSign } from '../conversations/conversation-sign.tsx';
import { useSay } from './use-say.ts';
import type { Suggestion } from './use-suggestions.ts';

export interface SuggestionListProps {
  readonly id: string;
  readonly options: readonly Suggestion[];
  /** The marked one; -1 for none. */
  readonly at: number;
  readonly idOf: (at: number) => string;
  readonly onChoose: (at: number) => void;
}

/** What may be meant, below the field. */
export function SuggestionList(props: SuggestionListProps) {
  const say = useSay();
  return (
    <OptionList
      {...props}
      label={say('suggestions')}
      words={(option) => <Words option={option} />}
      className="top-full mt-1 text-sm"
    />
  );
}

function Words({ option }: { option: Suggestion }) {
  const name = (
    <span className="min-w-0 truncate" dir="auto">
      {option.label}
    </span>
  );
  switch (option.kind) {
    case 'person': {
      const { id, name: whole, image, handle } = option.person;
      return (
        <>
          <Avatar id={id} name={whole} image={image} size="sm" />
          {name}
          <bdi className="truncate text-quiet">@{handle}</bdi>
        </>
      );
    }
    case 'place':
      return (
        <>
          <ConversationSign summary={option.summary} size="sm" />
          {name}
        </>
      );
    case 'operator':
      return (
        <>
          <bdi className="font-medium">{option.name}:</bdi>
          <span className="min-w-0 truncate text-quiet">{option.label}</span>
        </>
      );
    case 'chip':
      return (
        <>
          {name}
          {option.note !== '' && <bdi className="ms-auto shrink-0 text-quiet">{option.note}</bdi>}
        </>
      );
    case 'pickDay':
      return name;
    default:
      return option satisfies never;
  }
}
