'use client';

import type { PinnedMessage } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useProfile } from '../../nova/hooks.ts';
import { Pin } from '../../ui/icons.tsx';
import { ExcerptView } from '../message/excerpt-view.tsx';
import { placeOfExcerpt } from '../message/place-of-excerpt.ts';
import { usePins } from './use-pins.ts';

/** What is pinned in a conversation, what was pinned last first. */
export function PinsPanel({ conversationId }: { conversationId: string }) {
  const { t } = useSpeech();
  const { value: pins, isLoading, problem, isFromDevice } = usePins(conversationId);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-2" aria-busy={isLoading}>
      <div role="status" className="px-2 text-sm text-quiet">
        {problem && <p className="py-1 text-danger">{problem}</p>}
        {isFromDevice && <p className="py-1">{t('pins.loaded')}</p>}
        {pins?.length === 0 && <p className="py-1">{t('pins.none')}</p>}
      </div>
      <ul className="flex flex-col gap-1">
        {pins?.map((pin) => (
          <li key={pin.message.id}>
            <PinnedLink pin={pin} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function PinnedLink({ pin: { message, pinnedById } }: { pin: Omit<PinnedMessage, 'pinnedAt'> }) {
  const { t } = useSpeech();
  const by = useProfile(pinnedById);
  return (
    <PlaceLink to={placeOfExcerpt(message)} className="block rounded-md px-2 py-2 hover:bg-hover">
      {pinnedById !== '' && (
        <span className="flex items-center gap-1.5 pb-1 text-xs text-quiet">
          <Pin aria-hidden="true" className="size-3" />
          <span className="truncate" dir="auto">
            {t('pins.by', { name: by?.name ?? t('people.unknown') })}
          </span>
        </span>
      )}
      <ExcerptView excerpt={message} />
    </PlaceLink>
  );
}
