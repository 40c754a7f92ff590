import type { NovaClient } from '@nova/client';
import type { SearchOperator } from '@nova/contract';
import type { PlainSearchingKey, SaySearching } from '../../i18n/searching-texts.ts';
import { dayOf } from '../../i18n/times.ts';

/** Filters that are a choice of few. */
export const traits = [
  { name: 'has', value: 'link', key: 'hasLink' },
  { name: 'has', value: 'file', key: 'hasFile' },
  { name: 'has', value: 'reaction', key: 'hasReaction' },
  { name: 'is', value: 'thread', key: 'isThread' },
  { name: 'is', value: 'reply', key: 'isReply' },
  { name: 'is', value: 'pinned', key: 'isPinned' },
] as const satisfies readonly (SearchOperator & { key: PlainSearchingKey })[];

export interface ChipWords {
  readonly say: SaySearching;
  readonly locale: string;
  readonly people: NovaClient['people'];
}

/** Says a filter in words: "From Ann Lee", "Before 31 Jan 2026", "Not: Has a link". */
export function chipText(words: ChipWords, { isNot, ...operator }: SearchOperator): string {
  const chip = meaningOf(words, operator);
  return isNot ? words.say('not', { chip }) : chip;
}

function meaningOf({ say, locale, people }: ChipWords, { name, value }: SearchOperator): string {
  switch (name) {
    case 'from':
      return say('from', { value: value.toLowerCase() === 'me' ? say('me') : (people.byHandle(value)?.name ?? value) });
    case 'in':
      return say('in', { value: people.byHandle(value)?.name ?? value });
    case 'before':
    case 'after':
    case 'on':
      return say(name, { value: dayText(locale, value) });
    case 'has':
    case 'is': {
      const trait = traits.find((one) => one.name === name && one.value === value.toLowerCase());
      return trait ? say(trait.key) : `${name}:${value}`;
    }
    default:
      return name satisfies never;
  }
}

/** A day as people of this language write it; a month or a year as it was typed. */
export function dayText(locale: string, value: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  return (isDay && dayOf(locale, `${value}T12:00`)) || value;
}
