'use client';

import type { Begun } from '@nova/client';
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
import { LaterFiles } from './later-files.tsx';

/** A draft: where it is written, how it begins, and which files wait with it. Opens there. */
export function DraftCard({ begun }: { begun: Begun }) {
  const speech = useSpeech();
  const { t, locale } = speech;
  const say = draftTexts.in(speech);
  const { drafts, trays } = useNova();
  const toasts = useToasts();
  const { key, conversationId, threadRootId, draft, files, atMs } = begun;
  const summary = useSummary(conversationId);
  const at = atMs === null ? null : new Date(atMs).toISOString();
  const discard = (): void => {
    const tray = trays.at(key);
    if (draft) drafts.set(key, null);
    tray.set([]);
    const undo = (): void => {
      if (draft) drafts.set(key, drafts.get(key) ?? draft);
      if (tray.files.length === 0) tray.set(files);
    };
    toasts.show({
      text: say('discarded'),
      action: { label: say('undo'), run: undo },
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
          {at !== null && (
            <time
              dateTime={at}
              title={say('lastWritten', { time: fullTime(locale, at) })}
              className="ms-auto shrink-0 tabular-nums"
            >
              {shortTime(locale, at, Date.now())}
            </time>
          )}
        </span>
        {draft && (
          <span className="line-clamp-3 text-sm break-words whitespace-pre-wrap bidi" dir="auto">
            {draft.body.trim() === '' ? draft.other : draft.body}
          </span>
        )}
        <LaterFiles files={files} />
        {files.length > 0 && <span className="block pt-1 text-xs text-quiet">{say('filesHere')}</span>}
      </PlaceLink>
      <IconButton label={say('discard')} className="my-1 me-1.5" onClick={discard}>
        <Trash2 aria-hidden="true" />
      </IconButton>
    </div>
  );
}
