'use client';

import { useMemo } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useNow } from '../../i18n/use-now.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useInbox, useOutbox } from '../../nova/hooks.ts';
import { useSettings } from '../../settings/use-settings.ts';
import { ConversationRow } from './conversation-row.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { lazily } from '../../ui/lazily.tsx';
import { sectionsOf } from './sections.ts';
import type { SectionName } from './sections.ts';

const LostRows = lazily(async () => (await import('./lost-rows.tsx')).LostRows);
const RowMenu = lazily(async () => (await import('./row-menu.tsx')).RowMenu);

/** The person's conversations; arrow keys move between them. `hereId` is the one that is open. */
export function ConversationList({ hereId }: { hereId: string | null }) {
  const { t } = useSpeech();
  const { conversations, ownWords, status } = useInbox();
  const { unreadFirst, density } = useSettings();
  const failed = useFailed();
  const nowMs = useNow(60_000);
  const lost = useMemo(() => {
    const here = new Set(conversations.map(({ id }) => id));
    return new Map([...failed].filter(([id]) => !here.has(id)));
  }, [conversations, failed]);
  const sections = useMemo(() => sectionsOf(conversations, unreadFirst), [conversations, unreadFirst]);
  if (status === 'loading') return <ListSkeleton />;
  const names: Record<SectionName, string> = {
    unread: t('conversations.unread'),
    favourites: t('conversations.favourites'),
    channels: t('conversations.channels'),
    groups: t('conversations.groups'),
    direct: t('conversations.direct'),
  };
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-3" onKeyDown={moveByArrow}>
      {lost.size > 0 && status === 'live' && <LostRows failed={lost} hereId={hereId} />}
      {sections.map(({ name, conversations: ofSection }) => (
        <section key={name} aria-label={names[name]}>
          <h2 className="px-2 pt-3 pb-1 text-xs font-semibold text-quiet">{names[name]}</h2>
          <ul className="flex flex-col gap-px">
            {ofSection.map((summary) => (
              <li key={summary.id} className="group/row relative" onContextMenu={openRowMenu}>
                <ConversationRow
                  summary={summary}
                  isHere={summary.id === hereId}
                  isCompact={density === 'compact'}
                  failed={failed.get(summary.id) ?? 0}
                  ownWords={ownWords.get(summary.id) ?? null}
                  nowMs={nowMs}
                />
                <RowMenu summary={summary} row={() => rowOf(summary.id)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {conversations.length === 0 && <p className="px-2 py-4 text-sm text-quiet">{t('conversations.none')}</p>}
    </div>
  );
}

/** How many entries failed, by conversation. */
function useFailed(): ReadonlyMap<string, number> {
  const entries = useOutbox();
  return useMemo(() => {
    const counts = new Map<string, number>();
    // What was to be sent later is told where all of that is.
    for (const { conversationId, state, work } of entries)
      if (state.type === 'failed' && work.kind !== 'schedule')
        counts.set(conversationId, (counts.get(conversationId) ?? 0) + 1);
    return counts;
  }, [entries]);
}

function moveByArrow(event: KeyboardEvent<HTMLElement>): void {
  if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || event.altKey || event.ctrlKey || event.metaKey) return;
  if (!(event.target instanceof HTMLElement) || event.target.closest('[role="menu"]') !== null) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('a[data-conversation]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

function rowOf(id: string): HTMLElement | null {
  return document.querySelector(`a[data-conversation="${CSS.escape(id)}"]`);
}

/** The menu key, or the other button of the mouse; with Shift the browser's own menu of a link. */
function openRowMenu(event: MouseEvent<HTMLElement>): void {
  const button = event.currentTarget.querySelector<HTMLElement>('button[aria-haspopup="menu"]');
  if (event.shiftKey || !button?.checkVisibility()) return;
  event.preventDefault();
  button.click();
}
