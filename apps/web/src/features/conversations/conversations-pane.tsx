'use client';

import {
  Bell,
  CircleHelp,
  Hash,
  LogOut,
  MessageSquarePlus,
  Plus,
  Search,
  Settings2,
  SmilePlus,
  UserRound,
  UsersRound,
  X,
} from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { go } from '../../navigation/use-place.ts';
import { useMe } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { problemText } from '../../problem.ts';
import type { Action } from '../../ui/action.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { IconButton } from '../../ui/button.tsx';
import { lazily } from '../../ui/lazily.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { keyName } from '../keys/key-name.ts';
import { useHasKeyboard } from '../keys/use-has-keyboard.ts';
import { useOverlays } from '../overlays/use-overlays.ts';
import { StatusOf } from '../status/status-of.tsx';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { ConversationList } from './conversation-list.tsx';

const GatheredLinks = lazily(async () => (await import('../threads/gathered-links.tsx')).GatheredLinks);
const DraftsLink = lazily(async () => (await import('../drafts/drafts-link.tsx')).DraftsLink, draftTexts);

/** The pane at the start: the person, the quick switcher, what one can begin, and the conversations. */
export function ConversationsPane({ hereId }: { hereId: string | null }) {
  const { t } = useSpeech();
  const overlays = useOverlays();
  return (
    <nav aria-label={t('conversations.label')} className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex h-14 shrink-0 items-center gap-1 ps-3 pe-2">
        <PersonMenu />
        <ActionMenu
          trigger={
            <IconButton label={t('conversations.new')}>
              <Plus aria-hidden="true" />
            </IconButton>
          }
          actions={[
            {
              key: 'message',
              label: t('newMessage.title'),
              icon: MessageSquarePlus,
              onSelect: () => overlays.open({ name: 'newMessage' }),
            },
            {
              key: 'group',
              label: t('newGroup.title'),
              icon: UsersRound,
              onSelect: () => overlays.open({ name: 'newConversation', kind: 'group' }),
            },
            {
              key: 'channel',
              label: t('newChannel.title'),
              icon: Hash,
              isFirst: true,
              onSelect: () => overlays.open({ name: 'newConversation', kind: 'channel' }),
            },
            {
              key: 'browse',
              label: t('browse.title'),
              icon: Search,
              onSelect: () => overlays.open({ name: 'browse' }),
            },
          ]}
        />
      </div>
      <div className="px-3 pb-2">
        <button
          type="button"
          onClick={() => overlays.open({ name: 'switcher' })}
          onPointerEnter={overlays.preload}
          className="flex h-8 w-full items-center gap-2 rounded-md border bg-canvas px-2.5 text-sm text-quiet hover:border-edge pointer-coarse:h-11"
        >
          <Search aria-hidden="true" className="size-4" />
          <span className="flex-1 text-start">{t('switcher.open')}</span>
          <kbd className="hidden font-sans text-xs md:inline" aria-hidden="true">
            {keyName('mod+k')}
          </kbd>
        </button>
      </div>
      <GatheredLinks fallback={<div className="h-27 pointer-coarse:h-33" />} />
      <DraftsLink fallback={<div className="h-9 pointer-coarse:h-11" />} />
      <ConversationList hereId={hereId} />
    </nav>
  );
}

/** Who one is, and what concerns oneself. */
function PersonMenu() {
  const { t } = useSpeech();
  const overlays = useOverlays();
  const hasKeyboard = useHasKeyboard();
  const me = useMe();
  const { people } = useNova();
  const toasts = useToasts();
  const name = me?.name ?? '';
  const clear = (): void => {
    people.setStatus(null).catch((error: unknown) => toasts.show({ kind: 'problem', text: problemText(t, error) }));
  };
  const help: Action = {
    key: 'help',
    label: t('help.title'),
    icon: CircleHelp,
    shortcut: '?',
    onSelect: () => overlays.open({ name: 'help' }),
  };
  return (
    <ActionMenu
      align="start"
      trigger={
        <button type="button" className="me-auto flex min-w-0 items-center gap-2 rounded-md p-1 pe-2 hover:bg-hover">
          <Avatar id={me?.id ?? ''} name={name} image={me?.image ?? null} size="sm" />
          <span className="sr-only">{t('account.menu', { name })}</span>
          <span className="min-w-0 truncate font-semibold" dir="auto" aria-hidden="true">
            {name}
          </span>
          {me?.status && <StatusOf userId={me.id} />}
        </button>
      }
      head={
        me && (
          <div className="px-2.5 pt-1.5 pb-2 text-sm">
            <div className="w-fit font-medium" dir="auto">
              {me.name}
            </div>
            <bdi className="text-quiet">@{me.handle}</bdi>
            {me.status && (
              <div className="flex max-w-64">
                <StatusOf userId={me.id} hasText />
              </div>
            )}
          </div>
        )
      }
      actions={[
        {
          key: 'status',
          label: t('status.do'),
          icon: SmilePlus,
          onSelect: () => overlays.open({ name: 'status' }),
        },
        ...(me?.status ? [{ key: 'clear', label: t('status.clearNow'), icon: X, onSelect: clear }] : []),
        {
          key: 'profile',
          label: t('settings.profile'),
          icon: UserRound,
          onSelect: () => go({ name: 'settings', section: 'profile' }),
        },
        {
          key: 'notifications',
          label: t('settings.notifications'),
          icon: Bell,
          onSelect: () => go({ name: 'settings', section: 'notifications' }),
        },
        {
          key: 'appearance',
          label: t('settings.appearance'),
          icon: Settings2,
          onSelect: () => go({ name: 'settings', section: 'appearance' }),
        },
        ...(hasKeyboard ? [help] : []),
        {
          key: 'out',
          label: t('signOut.do'),
          icon: LogOut,
          isFirst: true,
          onSelect: () => overlays.open({ name: 'signOut' }),
        },
      ]}
    />
  );
}
