'use client';

import type { ConversationSummary } from '@nova/contract';
import { Hash } from '../../ui/icons.tsx';
import { useIsOnline } from '../../nova/hooks.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { classes } from '../../ui/classes.ts';

export interface ConversationSignProps {
  readonly summary: Pick<ConversationSummary, 'id' | 'kind' | 'title' | 'peer'>;
  readonly size: 'sm' | 'md';
}

/** What a conversation is known by at a glance: the other person, a group's initials, a channel's #. */
export function ConversationSign({ summary, size }: ConversationSignProps) {
  const { id, kind, title, peer } = summary;
  const isOnline = useIsOnline(kind === 'direct' ? (peer?.id ?? null) : null);
  if (kind === 'direct')
    return (
      <Avatar id={peer?.id ?? id} name={peer?.name ?? ''} image={peer?.image ?? null} size={size} isOnline={isOnline} />
    );
  if (kind === 'group') return <Avatar id={id} name={title ?? ''} size={size} isSquare />;
  return (
    <span
      aria-hidden="true"
      className={classes(
        'inline-grid shrink-0 place-items-center rounded-md bg-hover text-quiet',
        size === 'md' ? 'size-9' : 'size-6',
      )}
    >
      <Hash className={size === 'md' ? 'size-5' : 'size-4'} />
    </span>
  );
}
