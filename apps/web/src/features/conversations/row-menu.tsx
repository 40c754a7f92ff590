'use client';

import type { ConversationSummary } from '@nova/contract';
import { Bell, Ellipsis } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { IconButton } from '../../ui/button.tsx';
import { nameOf } from './name-of.ts';
import { useConversationActions } from './use-conversation-actions.ts';

/** What one can do with a conversation without opening it. Its button shows while one points at the row, or by the menu key. */
export function RowMenu({ summary, row }: { summary: ConversationSummary; row: () => HTMLElement | null }) {
  const { t } = useSpeech();
  const { favour, levels } = useConversationActions(summary);
  return (
    <ActionMenu
      trigger={
        <IconButton
          label={t('conversation.rowMenu', { name: nameOf(t, summary) })}
          tabIndex={-1}
          className="absolute end-1 top-1 size-6! border bg-raised opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100 pointer-coarse:hidden"
        >
          <Ellipsis aria-hidden="true" />
        </IconButton>
      }
      head={<LevelsHead />}
      actions={[...levels, { ...favour, isFirst: true }]}
      returnTo={row}
    />
  );
}

/** Over the levels of what one is told of. */
export function LevelsHead() {
  const { t } = useSpeech();
  return (
    <div className="flex items-center gap-2.5 px-2.5 pt-1.5 pb-1 text-xs font-semibold text-quiet">
      <Bell aria-hidden="true" className="size-4" />
      {t('notify.title')}
    </div>
  );
}
