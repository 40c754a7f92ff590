'use client';

import type { Named } from '@nova/client';
import { matching } from '@nova/client';
import type { ChannelListing, ConversationSummary, UserProfile } from '@nova/contract';
import { useCallback, useId, useMemo } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { conversationPlace } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { go } from '../../navigation/use-place.ts';
import { useInbox } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useAnswer } from '../../nova/use-answer.ts';
import { useCommand } from '../../nova/use-command.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Hash } from '../../ui/icons.tsx';
import { Problem } from '../../ui/problem.tsx';
import { ConversationSign } from '../conversations/conversation-sign.tsx';
import { nameOf } from '../conversations/name-of.ts';
import { usePeople } from '../people/use-people.ts';
import { useSay } from './use-say.ts';

/** Of each kind. */
const most = 3;
const row =
  'flex min-h-9 w-full items-center gap-2.5 rounded-md px-2 text-start text-sm hover:bg-hover aria-disabled:opacity-50 pointer-coarse:min-h-11';

/** People, conversations and channels that are called so. */
export function Others({ text, onFollow }: { text: string; onFollow: () => void }) {
  const { t } = useSpeech();
  const say = useSay();
  const id = useId();
  const people = usePeople(text).slice(0, most);
  const conversations = useConversationsNamed(text);
  const channels = useChannelsNamed(text);
  const nova = useNova();
  const { run, isBusy, problem } = useCommand();
  if (people.length + conversations.length + channels.length === 0) return null;
  const talkTo = ({ id: userId }: UserProfile): Promise<boolean> =>
    run(async () => {
      onFollow();
      go(conversationPlace((await nova.trpc.conversation.openDirect.mutate({ userId })).conversationId));
    });
  const join = ({ id: conversationId }: ChannelListing): Promise<boolean> =>
    run(async () => {
      await nova.trpc.conversation.join.mutate({ conversationId });
      onFollow();
      go(conversationPlace(conversationId));
    });
  return (
    <section aria-labelledby={id} className="border-b pb-2">
      <h3 id={id} className="px-2 pt-1 pb-1 text-xs font-semibold text-quiet">
        {say('others')}
      </h3>
      <ul>
        {conversations.map((summary) => (
          <li key={summary.id}>
            <ConversationRow summary={summary} onFollow={onFollow} />
          </li>
        ))}
        {people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              aria-label={say('person', { name: person.name })}
              aria-disabled={isBusy || undefined}
              onClick={isBusy ? undefined : () => void talkTo(person)}
              className={row}
            >
              <Avatar id={person.id} name={person.name} image={person.image} size="sm" />
              <span className="min-w-0 truncate" dir="auto">
                {person.name}
              </span>
              <bdi className="truncate text-quiet">@{person.handle}</bdi>
            </button>
          </li>
        ))}
        {channels.map((channel) => (
          <li key={channel.id}>
            <button
              type="button"
              aria-disabled={isBusy || undefined}
              onClick={isBusy ? undefined : () => void join(channel)}
              className={row}
            >
              <span className="grid size-6 shrink-0 place-items-center text-quiet">
                <Hash aria-hidden="true" className="size-4" />
              </span>
              <span className="min-w-0 truncate" dir="auto">
                {say('join', { name: nameOf(t, channel) })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Problem text={problem} />
    </section>
  );
}

function ConversationRow({ summary, onFollow }: { summary: ConversationSummary; onFollow: () => void }) {
  const { t } = useSpeech();
  return (
    <PlaceLink to={conversationPlace(summary.id)} onClick={onFollow} className={row}>
      <ConversationSign summary={summary} size="sm" />
      <span className="min-w-0 truncate" dir="auto">
        {nameOf(t, summary)}
      </span>
    </PlaceLink>
  );
}

/** One's own; direct ones are found as people. */
function useConversationsNamed(text: string): readonly ConversationSummary[] {
  const { conversations } = useInbox();
  return useMemo(() => {
    const named = conversations.flatMap((summary): Named<ConversationSummary>[] =>
      summary.title === null ? [] : [{ item: summary, names: [summary.title] }],
    );
    return matching(text, named, most);
  }, [conversations, text]);
}

const noChannels: readonly ChannelListing[] = [];

/** Channels that one could join. Not knowing of any is no problem here. */
function useChannelsNamed(text: string): readonly ChannelListing[] {
  const { trpc } = useNova();
  const ask = useCallback(() => trpc.conversation.browse.query({ query: text }), [trpc, text]);
  const { value } = useAnswer(ask);
  return value?.filter(({ joined }) => !joined).slice(0, most) ?? noChannels;
}
