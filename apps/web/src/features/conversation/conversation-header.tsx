'use client';

import type { ConversationSummary, NotifyLevel } from '@nova/contract';
import { ArrowLeft, Bell, Ellipsis, LogOut, Pencil, Search, UserPlus, UsersRound } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { Place } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { go } from '../../navigation/use-place.ts';
import { useIsOnline } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { problemText } from '../../problem.ts';
import type { Action } from '../../ui/action.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { ConversationSign } from '../conversations/conversation-sign.tsx';
import { nameOf } from '../conversations/name-of.ts';
import { useOverlays } from '../overlays/use-overlays.ts';

export interface ConversationHeaderProps {
  readonly place: Extract<Place, { name: 'conversation' }>;
  /** `null` while it is not known, or not the person's any more. */
  readonly summary: ConversationSummary | null;
  /** Nothing is left to do there but to go back. */
  readonly isEnded: boolean;
}

/** What one is in, who else is, and what one can do about it. */
export function ConversationHeader({ place, summary, isEnded }: ConversationHeaderProps) {
  const { t } = useSpeech();
  const toggle = (panel: 'members' | 'search'): void => go({ ...place, panel: place.panel === panel ? null : panel });
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b ps-2 pe-2 md:ps-4">
      <PlaceLink
        to={{ name: 'home' }}
        aria-label={t('conversation.back')}
        className="inline-grid size-11 shrink-0 place-items-center rounded-md text-quiet hover:bg-hover md:hidden"
      >
        <ArrowLeft aria-hidden="true" className="size-5 rtl:-scale-x-100" />
      </PlaceLink>
      {summary ? <Title summary={summary} /> : !isEnded && <Skeleton className="h-5 w-40" />}
      <div className={classes('ms-auto flex items-center', isEnded && 'hidden')}>
        <IconButton label={t('search.here')} isPressed={place.panel === 'search'} onClick={() => toggle('search')}>
          <Search aria-hidden="true" />
        </IconButton>
        {summary && summary.kind !== 'direct' && (
          <IconButton
            label={t('members.title')}
            isPressed={place.panel === 'members'}
            onClick={() => toggle('members')}
          >
            <UsersRound aria-hidden="true" />
          </IconButton>
        )}
        {summary && <HeaderMenu summary={summary} />}
      </div>
    </header>
  );
}

function Title({ summary }: { summary: ConversationSummary }) {
  const { t } = useSpeech();
  const { kind, topic, memberCount, peer } = summary;
  const isOnline = useIsOnline(kind === 'direct' ? (peer?.id ?? null) : null);
  return (
    <>
      <ConversationSign summary={summary} size="md" />
      <div className="min-w-0">
        <h1 className="truncate leading-5 font-semibold" dir="auto">
          {nameOf(t, summary)}
        </h1>
        <p className="truncate text-sm text-quiet">
          {kind === 'direct' ? (
            <>
              <bdi>@{peer?.handle}</bdi> · {isOnline ? t('presence.online') : t('presence.offline')}
            </>
          ) : (
            t('members.count', { count: memberCount })
          )}
          {topic !== '' && (
            <>
              {' · '}
              <span dir="auto">{topic}</span>
            </>
          )}
        </p>
      </div>
    </>
  );
}

const levels: readonly NotifyLevel[] = ['all', 'mentions', 'nothing'];

function HeaderMenu({ summary }: { summary: ConversationSummary }) {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const overlays = useOverlays();
  const toasts = useToasts();
  const { id, kind, role, notify } = summary;
  const isKeeper = kind !== 'direct' && role !== 'member';
  const mute = (level: NotifyLevel): void => {
    trpc.conversation.mute
      .mutate({ conversationId: id, notify: level })
      .catch((error: unknown) => toasts.show({ kind: 'problem', text: problemText(t, error) }));
  };
  const keep: readonly Action[] = [
    {
      key: 'add',
      label: t('members.add'),
      icon: UserPlus,
      isFirst: true,
      onSelect: () => overlays.open({ name: 'addMembers', conversationId: id }),
    },
    {
      key: 'edit',
      label: t('group.edit'),
      icon: Pencil,
      onSelect: () => overlays.open({ name: 'editConversation', conversationId: id }),
    },
  ];
  const leave: Action = {
    key: 'leave',
    label: t('leave.do'),
    icon: LogOut,
    isFirst: true,
    isDangerous: true,
    onSelect: () => overlays.open({ name: 'leave', conversationId: id }),
  };
  return (
    <ActionMenu
      trigger={
        <IconButton label={t('conversation.menu')}>
          <Ellipsis aria-hidden="true" />
        </IconButton>
      }
      head={
        <div className="flex items-center gap-2.5 px-2.5 pt-1.5 pb-1 text-xs font-semibold text-quiet">
          <Bell aria-hidden="true" className="size-4" />
          {t('notify.title')}
        </div>
      }
      actions={[
        ...levels.map((level) => ({
          key: level,
          label: t(`notify.${level}`),
          isChecked: notify === level,
          onSelect: () => mute(level),
        })),
        ...(isKeeper ? keep : []),
        ...(kind === 'direct' ? [] : [leave]),
      ]}
    />
  );
}
