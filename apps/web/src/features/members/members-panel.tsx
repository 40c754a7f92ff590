'use client';

import type { Member, Role } from '@nova/contract';
import { Ellipsis, LogOut, MessageSquare, ShieldCheck, UserMinus, UserPlus } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { conversationPlace } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import { useDetail, useIsOnline, useSelf } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { causeText, problemText } from '../../problem.ts';
import type { Action } from '../../ui/action.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Problem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { useOverlays } from '../overlays/use-overlays.ts';
import { PersonButton } from '../people/person-button.tsx';
import { StatusOf } from '../status/status-of.tsx';
import { changesFor } from './member-changes.ts';

/** Who is in the conversation and as what, with what the person may change about it. */
export function MembersPanel({ conversationId }: { conversationId: string }) {
  const { t } = useSpeech();
  const overlays = useOverlays();
  const { detail, status, failure, refresh } = useDetail(conversationId);
  if (!detail) {
    return status === 'failed' && failure ? (
      <div className="p-4">
        <Problem text={causeText(t, failure)} />
        <Button className="mt-3" onClick={refresh}>
          {t('dialog.tryAgain')}
        </Button>
      </div>
    ) : (
      <MemberSkeletons />
    );
  }
  const { conversation, me, members } = detail;
  const mayAdd = conversation.kind !== 'direct' && me.role !== 'member';
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ul className="min-h-0 flex-1 overflow-y-auto p-2" aria-label={t('members.title')}>
        {members.map((member) => (
          <MemberRow
            key={member.user.id}
            member={member}
            conversationId={conversationId}
            mine={me.role}
            isDirect={conversation.kind === 'direct'}
            onChanged={refresh}
          />
        ))}
        {conversation.memberCount > members.length && (
          <li className="px-2 py-2 text-sm text-quiet">
            {t('members.more', { count: conversation.memberCount - members.length })}
          </li>
        )}
      </ul>
      {conversation.kind !== 'direct' && (
        <div className="flex flex-wrap gap-2 border-t px-4 py-3">
          {mayAdd && (
            <Button onClick={() => overlays.open({ name: 'addMembers', conversationId })}>
              <UserPlus aria-hidden="true" className="size-4" />
              {t('members.add')}
            </Button>
          )}
          <Button look="quietDanger" onClick={() => overlays.open({ name: 'leave', conversationId })}>
            <LogOut aria-hidden="true" className="size-4" />
            {t('leave.do')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface MemberRowProps {
  readonly member: Member;
  readonly conversationId: string;
  readonly mine: Role;
  readonly isDirect: boolean;
  readonly onChanged: () => void;
}

function MemberRow({ member, conversationId, mine, isDirect, onChanged }: MemberRowProps) {
  const { t } = useSpeech();
  const self = useSelf();
  const { user, role } = member;
  const isOnline = useIsOnline(user.placeholder ? null : user.id);
  const actions = useMemberActions({ member, conversationId, mine, isDirect, onChanged });
  return (
    <li className="flex flex-wrap items-center gap-x-3 rounded-md px-2 py-1.5 hover:bg-hover">
      <Avatar id={user.id} name={user.name} image={user.image} isOnline={isOnline} />
      <div className="min-w-0 grow basis-20">
        <div className="flex items-center gap-2">
          <PersonButton userId={user.id} className="truncate hover:underline">
            {user.name}
          </PersonButton>
          {user.id === self && <span className="text-sm text-quiet">{t('members.you')}</span>}
          <span className="sr-only">{isOnline ? t('presence.online') : t('presence.offline')}</span>
        </div>
        <div className="flex min-w-0 gap-2 text-sm text-quiet">
          <bdi className="truncate">@{user.handle}</bdi>
          <StatusOf userId={user.id} hasText />
        </div>
      </div>
      {role !== 'member' && (
        <span className="ms-auto rounded-full border px-2 py-0.5 text-xs text-quiet">{t(`role.${role}`)}</span>
      )}
      {actions.length > 0 && (
        <ActionMenu
          trigger={
            <IconButton label={t('members.actions', { name: user.name })}>
              <Ellipsis aria-hidden="true" />
            </IconButton>
          }
          actions={actions}
        />
      )}
    </li>
  );
}

function useMemberActions({ member, conversationId, mine, isDirect, onChanged }: MemberRowProps): Action[] {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const self = useSelf();
  const toasts = useToasts();
  const { user, role } = member;
  const attempt = (step: () => Promise<unknown>) => (): void => {
    step().then(onChanged, (error: unknown) => toasts.show({ kind: 'problem', text: problemText(t, error) }));
  };
  const isSelf = user.id === self;
  const { roles, mayRemove } = changesFor({ mine, theirs: role, isSelf, isDirect });
  const write: Action = {
    key: 'write',
    label: t('members.write'),
    icon: MessageSquare,
    onSelect: attempt(async () => {
      const { conversationId: direct } = await trpc.conversation.openDirect.mutate({ userId: user.id });
      go(conversationPlace(direct));
    }),
  };
  return [
    ...(isSelf || isDirect || user.placeholder ? [] : [write]),
    ...roles.map(
      (to, n): Action => ({
        key: to,
        label: t(`members.make.${to}`),
        icon: ShieldCheck,
        isFirst: n === 0 && !isSelf,
        onSelect: attempt(() => trpc.conversation.setRole.mutate({ conversationId, userId: user.id, role: to })),
      }),
    ),
    ...(mayRemove
      ? [
          {
            key: 'remove',
            label: t('members.remove'),
            icon: UserMinus,
            isDangerous: true,
            isFirst: true,
            onSelect: attempt(() => trpc.conversation.removeMember.mutate({ conversationId, userId: user.id })),
          },
        ]
      : []),
  ];
}

function MemberSkeletons() {
  return (
    <div className="p-2" aria-hidden="true">
      {Array.from({ length: 5 }, (_, n) => (
        <div key={n} className="flex items-center gap-3 px-2 py-1.5">
          <Skeleton className="size-9" isRound />
          <div className="flex-1">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="mt-1 h-3.5 w-1/4" />
          </div>
        </div>
      ))}
    </div>
  );
}
