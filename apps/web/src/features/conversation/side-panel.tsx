'use client';

import { X } from '../../ui/icons.tsx';
import type { PlainKey } from '../../i18n/catalogue.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { Panel, Place } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { lazily } from '../../ui/lazily.tsx';
import { searchingTexts } from '../../i18n/searching-texts.ts';
import { PartOutline } from '../frame/part-outline.tsx';
import { focusHome } from '../keys/focus-home.ts';
import { useGiveBack } from './use-give-back.ts';

const MembersPanel = lazily(async () => (await import('../members/members-panel.tsx')).MembersPanel);
const PinsPanel = lazily(async () => (await import('../pins/pins-panel.tsx')).PinsPanel);
const SearchPanel = lazily(async () => (await import('../search/search-panel.tsx')).SearchPanel, searchingTexts);
const ThreadPanel = lazily(async () => (await import('../threads/thread-panel.tsx')).ThreadPanel);
const FollowButton = lazily(async () => (await import('../threads/follow-button.tsx')).FollowButton);

const outline = (isMissing: boolean) => <PartOutline isMissing={isMissing} />;

const titles: Record<Panel, PlainKey> = { members: 'members.title', search: 'search.title', pins: 'pins.title' };

/** What one looks at of a conversation, beside it; on a narrow screen over it. */
export function SidePanel({ place }: { place: Extract<Place, { name: 'conversation' }> }) {
  const { t } = useSpeech();
  const { panel, thread } = place;
  useGiveBack();
  const title = t(panel === null ? 'thread.title' : titles[panel]);
  return (
    <aside
      aria-label={title}
      className={classes(
        'absolute inset-0 z-20 flex flex-col bg-canvas md:inset-y-0 md:start-auto md:end-0 md:border-s md:shadow-raised lg:static lg:shrink-0 lg:shadow-none',
        panel === null || panel === 'search' ? 'md:w-96 xl:w-[26rem]' : 'md:w-80',
      )}
    >
      <header className="flex h-14 shrink-0 items-center border-b ps-4 pe-2">
        <h2 className="me-auto min-w-0 truncate rounded-sm font-semibold outline-offset-4" tabIndex={-1} {...focusHome}>
          {title}
        </h2>
        {thread && <FollowButton rootId={thread.rootId} fallback={<span className="size-9" />} />}
        <IconButton label={t('dialog.close')} onClick={() => go({ ...place, panel: null, thread: null })}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {thread ? <ThreadPanel key={thread.rootId} at={thread} fallback={outline} /> : panel && view(panel, place.id)}
    </aside>
  );
}

function view(panel: Panel, conversationId: string) {
  switch (panel) {
    case 'members':
      return <MembersPanel conversationId={conversationId} fallback={outline} />;
    case 'search':
      return <SearchPanel conversationId={conversationId} fallback={outline} />;
    case 'pins':
      return <PinsPanel conversationId={conversationId} fallback={outline} />;
    default:
      return panel satisfies never;
  }
}
