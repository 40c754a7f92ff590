'use client';

import type { Named } from '@nova/client';
import { matching } from '@nova/client';
import type { ConversationSummary, SearchOperator, UserProfile } from '@nova/contract';
import { canBeNot } from '@nova/contract';
import { useMemo } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { PlainSearchingKey } from '../../i18n/searching-texts.ts';
import { useInbox, useMe, useSelf } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { nameOf } from '../conversations/name-of.ts';
import { usePeople } from '../people/use-people.ts';
import { chipText, dayText, traits } from './chip-text.ts';
import type { Unfinished } from './chips.ts';
import { operatorNames } from './chips.ts';
import { useSay } from './use-say.ts';

type Side = 'before' | 'after' | 'on';

/** What may be meant by what is being typed. */
export type Suggestion = { readonly key: string; readonly label: string } & (
  | { readonly kind: 'operator'; readonly name: SearchOperator['name'] }
  | { readonly kind: 'person'; readonly chip: SearchOperator; readonly person: UserProfile }
  | { readonly kind: 'place'; readonly chip: SearchOperator; readonly summary: ConversationSummary }
  | { readonly kind: 'chip'; readonly chip: SearchOperator; readonly note: string }
  | { readonly kind: 'pickDay'; readonly name: Side }
);

const most = 8;
const none: readonly Suggestion[] = [];

/** Texts that begin the choice of a value. */
export const askKeys = {
  from: 'askFrom',
  in: 'askIn',
  before: 'askBefore',
  after: 'askAfter',
  on: 'askOn',
} as const satisfies Record<string, PlainSearchingKey>;

/** What would complete the end of what is typed, the likeliest first. */
export function useSuggestions(typed: Unfinished | null): readonly Suggestion[] {
  const people = usePersonSuggestions(typed);
  const places = usePlaceSuggestions(typed);
  const nova = useNova();
  const { locale } = useSpeech();
  const say = useSay();
  return useMemo(() => {
    if (typed === null) return none;
    if (typed.kind === 'name') {
      const names = operatorNames.filter((name) => name.startsWith(typed.query) && (!typed.isNot || canBeNot(name)));
      return names.map((name): Suggestion => {
        const label = name in askKeys ? say(askKeys[name as keyof typeof askKeys]) : traitNames(name, say).join(', ');
        return { kind: 'operator', key: name, name, label };
      });
    }
    switch (typed.name) {
      case 'from':
        return people;
      case 'in':
        return places;
      case 'has':
      case 'is':
        return traits
          .filter(({ name, value }) => name === typed.name && value.startsWith(typed.query.toLowerCase()))
          .map(({ name, value, key }): Suggestion => {
            const chip = { name, value };
            return { kind: 'chip', key, chip, label: chipText({ say, locale, people: nova.people }, chip), note: '' };
          });
      case 'before':
      case 'after':
      case 'on':
        return daySuggestions(typed.name, typed.query, { say, locale });
      default:
        return typed.name satisfies never;
    }
  }, [typed, people, places, nova, locale, say]);
}

function traitNames(name: SearchOperator['name'], say: ReturnType<typeof useSay>): string[] {
  return traits.filter((trait) => trait.name === name).map(({ key }) => say(key));
}

function usePersonSuggestions(typed: Unfinished | null): readonly Suggestion[] {
  const me = useMe();
  const self = useSelf();
  const say = useSay();
  const query = typed?.kind === 'value' && typed.name === 'from' ? typed.query : null;
  const found = usePeople(query ?? '', { withAuthors: true });
  return useMemo(() => {
    if (query === null) return none;
    const named = found.map((person): Named<UserProfile> => ({ item: person, names: [person.name, person.handle] }));
    const own: Named<UserProfile>[] = me ? [{ item: me, names: [say('me'), 'me', me.name, me.handle] }] : [];
    return matching(query, [...own, ...named], most).map((person): Suggestion => {
      const isMe = person.id === self;
      const chip = { name: 'from' as const, value: isMe ? 'me' : person.handle };
      return { kind: 'person', key: person.id, chip, person, label: isMe ? say('me') : person.name };
    });
  }, [query, self, found, me, say]);
}

function usePlaceSuggestions(typed: Unfinished | null): readonly Suggestion[] {
  const { t } = useSpeech();
  const { conversations } = useInbox();
  const query = typed?.kind === 'value' && typed.name === 'in' ? typed.query : null;
  return useMemo(() => {
    if (query === null) return none;
    const named = conversations.map((summary): Named<ConversationSummary> => {
      const name = nameOf(t, summary);
      return { item: summary, names: summary.peer ? [name, summary.peer.handle] : [name] };
    });
    return matching(query, named, most).map((summary): Suggestion => {
      const value = summary.title ?? summary.peer?.handle ?? '';
      return { kind: 'place', key: summary.id, chip: { name: 'in', value }, summary, label: nameOf(t, summary) };
    });
  }, [query, conversations, t]);
}

const agos = [
  ['today', 0],
  ['yesterday', 1],
  ['weekAgo', 7],
  ['monthAgo', 30],
  ['yearAgo', 365],
] as const;

function daySuggestions(
  name: Side,
  query: string,
  { say, locale }: { say: ReturnType<typeof useSay>; locale: string },
): readonly Suggestion[] {
  const pick: Suggestion = { kind: 'pickDay', key: 'pick', name, label: say('pickDay') };
  const usual = agos.map(([key, ago]): Suggestion => {
    const value = isoDay(ago);
    return { kind: 'chip', key, chip: { name, value }, label: say(key), note: dayText(locale, value) };
  });
  const wanted = query.toLocaleLowerCase(locale);
  const fitting = usual.filter(
    (one) =>
      one.kind === 'chip' &&
      (one.label.toLocaleLowerCase(locale).startsWith(wanted) || one.chip.value.startsWith(wanted)),
  );
  return [...fitting, pick];
}

/** The day so many days ago, of this device's time zone, as it is typed. */
function isoDay(ago: number): string {
  const now = new Date();
  const date = new Date(now.getFullYear(), now.getMonth(), now.getDate() - ago);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
