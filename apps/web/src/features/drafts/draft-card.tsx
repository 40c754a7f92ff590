'use client';

import type { PlacedDraft } from '@nova/client';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { fullTime, shortTime } from '../../i18n/times.ts';
import { conversationPlace, threadPlace } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useSummary } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Trash2 } from '../../ui/icons.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { signedNameOf } from '../conversations/name-of.ts';

/** A draft: where it is written, and how it begins. Opens there. */
export function DraftCard({ placed }: { placed: PlacedDraft }) {
  const speech = useSpeech();
  const { t, locale } = speech;
  const say = draftTexts.in(speech);
  const { drafts } = useNova();
  const toasts = useToasts();
  const { key, conversationId, threadRootId, draft, atMs } = placed;
  const summary = useSummary(conversationId);
  const at = new Date(atMs).toISOString();
  const discard = (): void => {
    drafts.set(key, null);
    toasts.show({
      text: say('discarded'),
      action: { label: say('undo'), run: () => drafts.set(key, drafts.get(key) ?? draft) },
      forMs: 8_000,
    });
  };
  return (
    <div className="flex items-start rounded-lg border transition hover:border-edge hover:bg-surface">
      <PlaceLink
        to={threadRootId === null ? conversationPlace(conversationId) : threadPlace(conversationId, threadRootId)}
        className="block min-w-0 flex-1 p-3"
      >
        <span className="flex items-baseline gap-2 pb-1 text-xs text-quiet">
          <span className="truncate font-medium" dir="auto">
            {summary && signedNameOf(t, summary)}
          </span>
          {threadRootId !== null && <span className="shrink-0">{say('inThread')}</span>}
          <time
            dateTime={at}
            title={say('lastWritten', { time: fullTime(locale, at) })}
            className="ms-auto shrink-0 tabular-nums"
          >
            {shortTime(locale, at, Date.now())}
          </time>
        </span>
        <span className="line-clamp-3 text-sm break-words whitespace-pre-wrap bidi" dir="auto">
          {draft.body.trim() === '' ? draft.other : draft.body}
        </span>
      </PlaceLink>
      <IconButton label={say('discard')} className="my-1 me-1.5" onClick={discard}>
        <Trash2 aria-hidden="true" />
      </IconButton>
    </div>
  );
}
