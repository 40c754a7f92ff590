'use client';

import type { DeviceMatch } from '@nova/client';
import type { UserProfile } from '@nova/contract';
import { Command, defaultFilter } from 'cmdk';
import { CircleHelp, Hash, MessageSquarePlus, MoonStar, Search, Settings2, Sun, UsersRound } from '../../ui/icons.tsx';
import type { Icon } from '../../ui/icons.tsx';
import { useDeferredValue, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { PlainKey } from '../../i18n/catalogue.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { Place } from '../../navigation/place.ts';
import { conversationPlace } from '../../navigation/place.ts';
import { go, usePlace } from '../../navigation/use-place.ts';
import { useInbox, useSelf } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { changeSettings } from '../../settings/settings.ts';
import { afterPaint } from '../../ui/after-paint.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { problemText } from '../../problem.ts';
import { ConversationSign } from '../conversations/conversation-sign.tsx';
import { nameOf } from '../conversations/name-of.ts';
import { RowMarks } from '../conversations/row-marks.tsx';
import { useHasKeyboard } from '../keys/use-has-keyboard.ts';
import { useOverlays } from '../overlays/use-overlays.ts';
import { usePeople } from '../people/use-people.ts';

const row =
  'flex min-h-10 cursor-default items-center gap-3 rounded-md px-3 text-sm -outline-offset-1 outline-edge data-[selected=true]:bg-hover data-[selected=true]:outline-1 pointer-coarse:min-h-12';
const group =
  'px-2 pb-1 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-quiet';

/** To anywhere by a few letters: conversations, people, messages on this device, actions. */
export function Switcher({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const nova = useNova();
  const toasts = useToasts();
  const { conversations } = useInbox();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const lines = useRef<HTMLDivElement>(null);
  /** What one has pressed Enter for before its lines were there. */
  const early = useRef<string | null>(null);
  const people = usePeople(wanted, { withoutDirect: true });
  const messages = useMessages(wanted);
  const self = useSelf();
  const place = usePlace();

  const to = (place: Place): void => {
    onClose();
    go(place);
  };
  const talkTo = async (person: UserProfile): Promise<void> => {
    onClose();
    try {
      const { conversationId } = await nova.trpc.conversation.openDirect.mutate({ userId: person.id });
      go(conversationPlace(conversationId));
    } catch (error) {
      toasts.show({ kind: 'problem', text: problemText(t, error) });
    }
  };

  const searchFor = async (words: string): Promise<void> => {
    const { changeSearch } = await import('../search/search-state.ts');
    changeSearch(self, { chips: [], text: words, where: 'everywhere' });
    to(place.name === 'conversation' ? conversationPlace(place.id, null, 'search') : { name: 'search' });
  };

  const enter = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || text.trim() === '') return;
    if (selectedIn(lines.current)) return;
    // A fast hand on a slow device: what was typed has its lines with the next picture.
    if (text.trim() !== wanted) early.current = text;
    else if (lines.current?.querySelector('[cmdk-item]') === null) void searchFor(wanted);
  };
  const follow = useEffectEvent((): void => {
    if (early.current?.trim() !== wanted) return;
    early.current = null;
    const selected = selectedIn(lines.current);
    if (selected) selected.click();
    else void searchFor(wanted);
  });
  useEffect(() => afterPaint(() => follow()), [wanted]);

  return (
    <Dialog title={t('switcher.title')} closeLabel={t('dialog.close')} onClose={onClose} isBare width="md">
      <Command
        label={t('switcher.title')}
        loop
        filter={fit}
        ref={lines}
        onKeyDown={enter}
        className="flex min-h-0 flex-col"
      >
        <div className="flex items-center gap-3 border-b px-5">
          <Search aria-hidden="true" className="size-5 shrink-0 text-quiet" />
          <Command.Input
            value={text}
            onValueChange={(typed) => {
              early.current = null;
              setText(typed);
            }}
            placeholder={t('switcher.placeholder')}
            autoFocus
            className="h-14 w-full bg-transparent text-base text-ellipsis outline-none placeholder:text-quiet"
          />
        </div>
        <Command.List className="min-h-0 flex-1 overflow-y-auto pt-1 pb-2 md:h-96">
          <Command.Empty className="px-5 py-8 text-center text-sm text-quiet">{t('switcher.unnamed')}</Command.Empty>
          <Command.Group heading={t('conversations.label')} className={group}>
            {conversations.map((summary) => (
              <Command.Item
                key={summary.id}
                value={`c:${summary.id}`}
                keywords={[nameOf(t, summary), summary.peer?.handle ?? '', summary.topic]}
                onSelect={() => to(conversationPlace(summary.id))}
                className={row}
              >
                <ConversationSign summary={summary} size="sm" />
                <span className="me-auto min-w-0 truncate" dir="auto">
                  {nameOf(t, summary)}
                </span>
                <RowMarks unread={summary.unread} mentions={summary.mentions} failed={0} isLoud />
              </Command.Item>
            ))}
          </Command.Group>
          {wanted !== '' && (
            <Command.Group heading={t('switcher.people')} className={group}>
              {people.map((person) => (
                <Command.Item
                  key={person.id}
                  value={`p:${person.id}`}
                  keywords={[person.name, person.handle]}
                  onSelect={() => void talkTo(person)}
                  className={row}
                >
                  <Avatar id={person.id} name={person.name} image={person.image} size="sm" />
                  <span className="min-w-0 truncate" dir="auto">
                    {person.name}
                  </span>
                  <bdi className="text-quiet">@{person.handle}</bdi>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          <Actions isAsked={wanted !== ''} onClose={onClose} to={to} />
          {messages.length > 0 && (
            <Command.Group heading={t('switcher.messages')} className={group}>
              {messages.map(({ conversationId, message }) => (
                <Command.Item
                  key={message.id}
                  value={`m:${message.id}`}
                  keywords={[wanted]}
                  onSelect={() => to(conversationPlace(conversationId, message.seq))}
                  className={row}
                >
                  <Search aria-hidden="true" className="size-4 shrink-0 text-quiet" />
                  <span className="me-auto min-w-0 truncate" dir="auto">
                    {message.body}
                  </span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
      {wanted !== '' && (
        // Not one of the lines: who comes late from the server must be the first of them.
        <div className="border-t p-2">
          <button
            type="button"
            onClick={() => void searchFor(wanted)}
            className="flex min-h-10 w-full items-center gap-3 rounded-md px-3 text-sm hover:bg-hover pointer-coarse:min-h-12"
          >
            <Search aria-hidden="true" className="size-4 text-quiet" />
            {t('search.inMessages')}
          </button>
        </div>
      )}
    </Dialog>
  );
}

function selectedIn(lines: HTMLElement | null): HTMLElement | null {
  return lines?.querySelector<HTMLElement>('[cmdk-item][aria-selected="true"]') ?? null;
}

function Actions({ isAsked, onClose, to }: { isAsked: boolean; onClose: () => void; to: (place: Place) => void }) {
  const { t } = useSpeech();
  const overlays = useOverlays();
  const hasKeyboard = useHasKeyboard();
  const settled = (step: () => void) => (): void => {
    onClose();
    step();
  };
  const help: readonly [PlainKey, Icon, () => void] = ['help.title', CircleHelp, () => overlays.open({ name: 'help' })];
  const actions: readonly (readonly [PlainKey, Icon, () => void])[] = [
    ['newMessage.title', MessageSquarePlus, () => overlays.open({ name: 'newMessage' })],
    ['browse.title', Hash, () => overlays.open({ name: 'browse' })],
    ['newGroup.title', UsersRound, () => overlays.open({ name: 'newConversation', kind: 'group' })],
    ['newChannel.title', Hash, () => overlays.open({ name: 'newConversation', kind: 'channel' })],
    ['settings.title', Settings2, () => to({ name: 'settings', section: 'profile' })],
    ['switcher.dark', MoonStar, settled(() => changeSettings({ theme: 'dark' }))],
    ['switcher.light', Sun, settled(() => changeSettings({ theme: 'light' }))],
    ...(hasKeyboard ? [help] : []),
  ];
  return (
    <Command.Group heading={t('switcher.actions')} className={group}>
      {(isAsked ? actions : actions.slice(0, 3)).map(([key, Icon, run]) => (
        <Command.Item key={key} value={`a:${key}`} keywords={[t(key)]} onSelect={run} className={row}>
          <ActionSign>
            <Icon aria-hidden="true" className="size-4" />
          </ActionSign>
          {t(key)}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function ActionSign({ children }: { children: ReactNode }) {
  return <span className="grid size-6 place-items-center rounded-md bg-surface text-quiet">{children}</span>;
}

/** Letters of a description that lie as far apart as this mean nothing. */
const scattered = 0.5;

/** How well a line fits what was typed: by its words – names before what describes them – and never by its id. */
function fit(_id: string, typed: string, [name = '', ...more]: string[] = []): number {
  const described = defaultFilter(more.join(' '), typed);
  return Math.max(defaultFilter(name, typed), described < scattered ? 0 : described / 2);
}

const noMatches: readonly DeviceMatch[] = [];

/** Messages on this device with all the words; nothing for a letter or two. */
function useMessages(text: string): readonly DeviceMatch[] {
  const nova = useNova();
  const [found, setFound] = useState<readonly DeviceMatch[]>(noMatches);
  useEffect(() => {
    let isStale = false;
    const asked = text.length < 3 ? Promise.resolve(noMatches) : nova.search.onDevice({ text, limit: 8 });
    asked.then(
      (matches) => {
        if (!isStale) setFound(matches);
      },
      () => {
        if (!isStale) setFound(noMatches);
      },
    );
    return () => {
      isStale = true;
    };
  }, [nova, text]);
  return found;
}
