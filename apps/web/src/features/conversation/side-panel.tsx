'use client';

import { X } from '../../ui/icons.tsx';
import type { PlainKey } from '../../i18n/catalogue.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { Panel, Place } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import { IconButton } from '../../ui/button.tsx';
import { lazily } from '../../ui/lazily.tsx';

const MembersPanel = lazily(async () => (await import('../members/members-panel.tsx')).MembersPanel);
const SearchPanel = lazily(async () => (await import('../search/search-panel.tsx')).SearchPanel);

const titles: Record<Panel, PlainKey> = { members: 'members.title', search: 'search.title' };

export interface SidePanelProps {
  readonly place: Extract<Place, { name: 'conversation' }>;
  readonly panel: Panel;
}

/** What one looks at of a conversation, beside it; on a narrow screen over it. */
export function SidePanel({ place, panel }: SidePanelProps) {
  const { t } = useSpeech();
  return (
    <aside
      aria-label={t(titles[panel])}
      className="absolute inset-0 z-20 flex flex-col bg-canvas md:inset-y-0 md:start-auto md:end-0 md:w-80 md:border-s md:shadow-raised lg:static lg:w-80 lg:shrink-0 lg:shadow-none"
    >
      <header className="flex h-14 shrink-0 items-center border-b ps-4 pe-2">
        <h2 className="flex-1 font-semibold">{t(titles[panel])}</h2>
        <IconButton label={t('dialog.close')} onClick={() => go({ ...place, panel: null })}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {view(panel, place.id)}
    </aside>
  );
}

function view(panel: Panel, conversationId: string) {
  switch (panel) {
    case 'members':
      return <MembersPanel conversationId={conversationId} />;
    case 'search':
      return <SearchPanel conversationId={conversationId} />;
    default:
      return panel satisfies never;
  }
}
