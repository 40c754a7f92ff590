'use client';

import type { Named } from '@nova/client';
import { matching } from '@nova/client';
import type { ConversationSummary, Reach, UserProfile } from '@nova/contract';
import { reachWords } from '@nova/contract';
import type { KeyboardEvent, RefObject } from 'react';
import { useEffect, useId, useMemo, useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useDetail, useSummary } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import type { EmojiName } from '../emoji/emoji-data.ts';
import { loadEmojis } from '../emoji/emoji-data.ts';
import { emojiLanguage } from '../emoji/emoji-language.ts';
import { rememberEmoji } from '../emoji/recent-emoji.ts';
import { titleOf } from '../conversations/name-of.ts';
import { referenceTo } from './conversation-links.ts';
import type { NamedEmoji, Token } from './completion.ts';
import { namedEmojisBefore, tokenAt } from './completion.ts';
import { edit, replace } from './field-edit.ts';
import { nameablesOf } from './nameables.ts';
import { useReachNow } from './use-reach-now.ts';

/** Something that completes what is being typed. */
export type Option =
  | { readonly kind: 'everybody'; readonly key: string; readonly word: Reach; readonly count: number | null }
  | { readonly kind: 'person'; readonly key: string; readonly person: UserProfile }
  | {
      readonly kind: 'conversation';
      readonly key: string;
      readonly title: string;
      readonly isChannel: boolean;
      /** What leads there. */
      readonly written: string;
    }
  | { readonly kind: 'emoji'; readonly key: string; readonly name: EmojiName };

export interface Completion {
  readonly isOpen: boolean;
  readonly listId: string | null;
  readonly optionId: string | null;
  readonly options: readonly Option[];
  readonly at: number;
  idOf(at: number): string;
  choose(at: number): void;
  onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): boolean;
}

const optionsMax = 8;
const noOptions: readonly Option[] = [];

export interface CompletionOptions {
  readonly conversationId: string;
  readonly text: string;
  readonly caret: number | null;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Offers to complete the name that ends at the caret; Esc puts the offer away until another one is begun. */
export function useCompletion({ conversationId, text, caret, field }: CompletionOptions): Completion {
  const id = useId();
  const token = useMemo(() => (caret === null ? null : tokenAt(text, caret)), [text, caret]);
  const [put, setPut] = useState<{ readonly away: number | null; readonly at: number }>({ away: null, at: 0 });
  const all = useOptions(conversationId, token);
  const isOpen = token !== null && all.length > 0 && put.away !== token.from;
  const options = isOpen ? all : noOptions;
  const at = Math.min(put.at, Math.max(0, options.length - 1));
  const query = token?.query;
  useEffect(() => setPut(({ away }) => ({ away, at: 0 })), [query]);
  const from = token?.from ?? null;
  useEffect(() => setPut((before) => (from === null ? { away: null, at: 0 } : before)), [from]);
  useNamedEmoji(text, caret, field);

  const choose = (n: number): void => {
    const [option, here] = [options[n], field.current];
    if (!option || !token || !here) return;
    replace(here, token, writtenAs(option));
    if (option.kind === 'emoji') rememberEmoji(option.name.emoji);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (!isOpen || event.ctrlKey || event.metaKey || event.altKey) return false;
    const isForward = event.key === 'ArrowDown';
    if (isForward || event.key === 'ArrowUp') {
      setPut(({ away }) => ({ away, at: (at + (isForward ? 1 : options.length - 1)) % options.length }));
    } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(at);
    else if (event.key === 'Escape') setPut({ away: token.from, at: 0 });
    else return false;
    event.preventDefault();
    return true;
  };
  const listId = `${id}-list`;
  const idOf = (n: number): string => `${id}-${n}`;
  return {
    isOpen,
    listId: isOpen ? listId : null,
    optionId: isOpen ? idOf(at) : null,
    options,
    at,
    idOf,
    choose,
    onKeyDown,
  };
}

function writtenAs(option: Option): string {
  switch (option.kind) {
    case 'everybody':
      return `@${option.word} `;
    case 'person':
      return `@${option.person.handle} `;
    case 'conversation':
      return `${option.written} `;
    case 'emoji':
      return `${option.name.emoji} `;
    default:
      return option satisfies never;
  }
}

function useOptions(conversationId: string, token: Token | null): readonly Option[] {
  const nova = useNova();
  const { detail } = useDetail(conversationId);
  const summary = useSummary(conversationId);
  const reach = useReachNow(conversationId, token?.kind === 'person' && summary?.kind !== 'direct');
  const emojis = useEmojiNames(token?.kind === 'emoji');
  return useMemo(() => {
    if (!token) return noOptions;
    const { kind, query } = token;
    switch (kind) {
      case 'person': {
        const members = detail?.members.map(({ user }) => user) ?? nova.people.known;
        const named = members.map(
          (person): Named<Option> => ({
            item: { kind, key: person.id, person },
            names: [person.handle, person.name],
          }),
        );
        const everybody = matching(query, everybodyOf(summary, reach), optionsMax);
        const people = matching(query, named, optionsMax - everybody.length);
        return everybody.some(({ key }) => key === query) ? [...everybody, ...people] : [...people, ...everybody];
      }
      case 'conversation': {
        const known = nameablesOf(nova.inbox.conversations);
        const named = nova.inbox.conversations.flatMap((summary): Named<Option>[] => {
          const shown = titleOf(summary);
          if (shown === null) return [];
          const written = referenceTo({ id: summary.id, title: shown }, known);
          // One that looks like another shows what tells them apart.
          const title = written === `#${shown}` ? shown : (summary.title ?? shown);
          const isChannel = summary.kind === 'channel';
          return [{ item: { kind, key: summary.id, title, isChannel, written }, names: [shown] }];
        });
        return matching(query, named, optionsMax);
      }
      case 'emoji': {
        const named = emojis.map(
          (name): Named<Option> => ({
            item: { kind, key: name.emoji, name },
            names: [...name.codes, name.label],
            about: name.tags,
          }),
        );
        return matching(query, named, optionsMax);
      }
      default:
        return kind satisfies never;
    }
  }, [token, detail, summary, reach, emojis, nova]);
}

/** Everybody at once, where there is more than one other and where one may. */
function everybodyOf(
  summary: ConversationSummary | null,
  reach: ReturnType<typeof useReachNow>,
): readonly Named<Option>[] {
  if (!summary || summary.kind === 'direct' || summary.memberCount < 3) return [];
  const known = reach === 'unknown' ? null : reach;
  if (known && !known.may) return [];
  return reachWords.map((word) => ({
    item: { kind: 'everybody', key: word, word, count: known && known[word] },
    names: [word],
  }));
}

const noNames: readonly EmojiName[] = [];

function useEmojiNames(isWanted: boolean): readonly EmojiName[] {
  const { language } = useSpeech();
  const [names, setNames] = useState(noNames);
  useEffect(() => {
    if (!isWanted) return;
    let isStale = false;
    void loadEmojis(emojiLanguage(language)).then((emojis) => {
      if (!isStale) setNames(emojis.names);
    });
    return () => {
      isStale = true;
    };
  }, [isWanted, language]);
  return names;
}

const nobodyNamed: readonly NamedEmoji[] = [];

/** `:tada:` written out becomes the emoji, also when more was written before it is known which one that is. */
function useNamedEmoji(text: string, caret: number | null, field: RefObject<HTMLTextAreaElement | null>): void {
  const named = useMemo(() => (caret === null ? nobodyNamed : namedEmojisBefore(text, caret)), [text, caret]);
  const names = useEmojiNames(named.length > 0);
  useEffect(() => {
    const here = field.current;
    if (!here || caret === null || here.value !== text) return;
    for (const { name, from, to } of named) {
      const found = names.find(({ codes }) => codes.includes(name));
      if (!found) continue;
      const after = caret + found.emoji.length - (to - from);
      // The next one is another text's.
      return edit(here, { from, to, insert: found.emoji, select: [after, after] });
    }
  }, [named, names, field, caret, text]);
}
