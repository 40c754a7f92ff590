'use client';

import type { PinnedMessage } from '@nova/contract';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useConversation } from '../../nova/conversation-provider.tsx';
import { useProfile, useSummary } from '../../nova/hooks.ts';
import { useCommand } from '../../nova/use-command.ts';
import { IconButton } from '../../ui/button.tsx';
import { Pin, PinOff } from '../../ui/icons.tsx';
import { Problem } from '../../ui/problem.tsx';
import { ExcerptView } from '../message/excerpt-view.tsx';
import { placeOfExcerpt } from '../message/place-of-excerpt.ts';
import { classes } from '../../ui/classes.ts';
import { usePins } from './use-pins.ts';

/** What is pinned in a conversation, what was pinned last first, to be unpinned by whoever may. */
export function PinsPanel({ conversationId }: { conversationId: string }) {
  const { t } = useSpeech();
  const conversation = useConversation();
  const summary = useSummary(conversationId);
  // As the server judges: in a channel, those who keep it.
  const mayUnpin = summary !== null && (summary.kind !== 'channel' || summary.role !== 'member');
  const { run, isBusy, problem: refusal } = useCommand();
  const { value: pins, isLoading, problem, isFromDevice } = usePins();
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-2" aria-busy={isLoading}>
      <div role="status" className="px-2 text-sm text-quiet">
        {problem && <p className="py-1 text-danger">{problem}</p>}
        {isFromDevice && <p className="py-1">{t('pins.loaded')}</p>}
        {pins?.length === 0 && <p className="py-1">{t('pins.none')}</p>}
      </div>
      <Problem text={refusal} />
      <ul className="flex flex-col gap-1">
        {pins?.map((pin) => (
          <li key={pin.message.id} className="relative">
            <PinnedLink pin={pin} isIndented={mayUnpin} />
            {mayUnpin && (
              <IconButton
                label={t('message.unpin')}
                className="absolute end-1 top-1"
                onClick={() => !isBusy && void run(() => conversation.pin({ messageId: pin.message.id }, false))}
              >
                <PinOff aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface PinnedLinkProps {
  readonly pin: Omit<PinnedMessage, 'pinnedAt'>;
  /** Whether a button stands at its end. */
  readonly isIndented: boolean;
}

function PinnedLink({ pin: { message, pinnedById }, isIndented }: PinnedLinkProps) {
  const { t } = useSpeech();
  const by = useProfile(pinnedById);
  return (
    <PlaceLink
      to={placeOfExcerpt(message)}
      className={classes(
        'block rounded-md py-2 ps-2 hover:bg-hover',
        isIndented ? 'pe-10 pointer-coarse:pe-13' : 'pe-2',
      )}
    >
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
