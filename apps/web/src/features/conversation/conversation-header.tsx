'use client';

import type { ConversationSummary } from '@nova/contract';
import { Ellipsis, FileDown, Hash, LogOut, Pencil, Pin, Search, UserPlus, UsersRound } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { Panel, Place } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import { useIsOnline } from '../../nova/hooks.ts';
import type { Action } from '../../ui/action.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ConversationSign } from '../conversations/conversation-sign.tsx';
import { nameOf } from '../conversations/name-of.ts';
import { LevelsHead } from '../conversations/row-menu.tsx';
import { useConversationActions } from '../conversations/use-conversation-actions.ts';
import { Head } from '../frame/head.tsx';
import { useIsNarrow } from '../frame/use-is-narrow.ts';
import { useOverlays } from '../overlays/use-overlays.ts';
import { PersonButton } from '../people/person-button.tsx';
import { StatusOf } from '../status/status-of.tsx';

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
  const isNarrow = useIsNarrow();
  const toggle = (panel: Panel): void => go({ ...place, thread: null, panel: place.panel === panel ? null : panel });
  return (
    <Head>
      {summary ? <Title summary={summary} /> : !isEnded && <Skeleton className="h-5 w-40" />}
      <div className={classes('ms-auto flex items-center', isEnded && 'hidden')}>
        <IconButton label={t('search.here')} isPressed={place.panel === 'search'} onClick={() => toggle('search')}>
          <Search aria-hidden="true" />
        </IconButton>
        {!isNarrow && (
          <IconButton label={t('pins.title')} isPressed={place.panel === 'pins'} onClick={() => toggle('pins')}>
            <Pin aria-hidden="true" />
          </IconButton>
        )}
        {summary && summary.kind !== 'direct' && (
          <IconButton
            label={t('members.title')}
            isPressed={place.panel === 'members'}
            onClick={() => toggle('members')}
          >
            <UsersRound aria-hidden="true" />
          </IconButton>
        )}
        {summary && <HeaderMenu summary={summary} onPins={isNarrow ? () => toggle('pins') : null} />}
      </div>
    </Head>
  );
}

function Title({ summary }: { summary: ConversationSummary }) {
  const { t } = useSpeech();
  const { kind, topic, memberCount, peer } = summary;
  const isOnline = useIsOnline(kind === 'direct' ? (peer?.id ?? null) : null);
  return (
    <>
      <span className={classes('me-1 inline-flex', kind !== 'direct' && 'max-md:hidden')}>
        <ConversationSign summary={summary} size="md" />
      </span>
      <div className="min-w-0">
        <div className="flex items-baseline gap-2">
          {kind === 'channel' && (
            <Hash aria-hidden="true" className="-me-1 size-4 shrink-0 self-center text-quiet md:hidden" />
          )}
          <h1 className="min-w-0 truncate leading-5 font-semibold" dir="auto">
            {kind === 'direct' && peer ? (
              <PersonButton userId={peer.id} className="max-w-full truncate hover:underline">
                {nameOf(t, summary)}
              </PersonButton>
            ) : (
              nameOf(t, summary)
            )}
          </h1>
          <span className="max-w-1/2 truncate text-sm text-quiet">
            {kind === 'direct' && peer && <StatusOf userId={peer.id} hasText />}
          </span>
        </div>
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

/** With `onPins` there is no room for a button of their own. */
function HeaderMenu({ summary, onPins }: { summary: ConversationSummary; onPins: (() => void) | null }) {
  const { t } = useSpeech();
  const overlays = useOverlays();
  const { favour, levels } = useConversationActions(summary);
  const { id, kind, role } = summary;
  const isKeeper = kind !== 'direct' && role !== 'member';
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
  const take: Action = {
    key: 'export',
    label: t('export.do'),
    icon: FileDown,
    isFirst: true,
    onSelect: () => overlays.open({ name: 'export', conversationId: id }),
  };
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
      head={<LevelsHead />}
      actions={[
        ...levels,
        ...(onPins ? [{ key: 'pins', label: t('pins.title'), icon: Pin, isFirst: true, onSelect: onPins }] : []),
        { ...favour, isFirst: onPins === null },
        ...(isKeeper ? keep : []),
        take,
        ...(kind === 'direct' ? [] : [leave]),
      ]}
    />
  );
}
