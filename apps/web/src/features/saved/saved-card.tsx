'use client';

import type { SavedItem } from '@nova/client';
import type { SavedEntry } from '@nova/contract';
import { useState } from 'react';
import { keptTexts } from '../../i18n/kept-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { momentText } from '../../i18n/times.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { useSummary } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { BellRing, BookmarkX, Check, Clock, Undo2 } from '../../ui/icons.tsx';
import { lazily } from '../../ui/lazily.tsx';
import { signedNameOf } from '../conversations/name-of.ts';
import { ExcerptView } from '../message/excerpt-view.tsx';
import { placeOfExcerpt } from '../message/place-of-excerpt.ts';

const RemindDialog = lazily(async () => (await import('./remind-dialog.tsx')).RemindDialog, keptTexts);

export interface SavedCardProps {
  readonly entry: SavedEntry | SavedItem;
  /** Told once what was asked for lies on the device. */
  readonly onChanged?: () => void;
}

/** A saved message: where it is, what became of it, and what one can do with it. */
export function SavedCard({ entry, onChanged }: SavedCardProps) {
  const speech = useSpeech();
  const { t } = speech;
  const say = keptTexts.in(speech);
  const { saved } = useNova();
  const { run, problem } = useCommand();
  const [isReminding, setIsReminding] = useState(false);
  const { conversationId, messageId, message, remindAt, dueAt, doneAt } = entry;
  const summary = useSummary(conversationId);
  const isDue = dueAt !== null;
  const save = (saving: Parameters<typeof saved.save>[1]): void => {
    void run(async () => {
      await saved.save({ conversationId, messageId, message }, saving);
      onChanged?.();
    });
  };
  return (
    <article
      className={classes(
        'relative rounded-lg border p-3 transition focus-within:bg-surface hover:border-edge hover:bg-surface',
        isDue && 'border-s-4 border-s-accent',
      )}
    >
      <div className="-mt-2 flex min-h-8 items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-xs font-medium text-quiet" dir="auto">
          {summary && signedNameOf(t, summary)}
        </span>
        <div className="relative z-10 -me-1 flex shrink-0">
          {doneAt === null ? (
            <>
              {message && (
                <>
                  <IconButton label={say('saved.markDone')} onClick={() => save({ done: true, remindAt: null })}>
                    <Check aria-hidden="true" />
                  </IconButton>
                  <IconButton label={say('saved.remind')} aria-haspopup="dialog" onClick={() => setIsReminding(true)}>
                    <Clock aria-hidden="true" />
                  </IconButton>
                </>
              )}
            </>
          ) : (
            message && (
              <IconButton label={say('saved.reopen')} onClick={() => save({ done: false, remindAt: null })}>
                <Undo2 aria-hidden="true" className="rtl:-scale-x-100" />
              </IconButton>
            )
          )}
          <IconButton label={t('message.unsave')} onClick={() => save(null)}>
            <BookmarkX aria-hidden="true" />
          </IconButton>
        </div>
      </div>
      {message ? (
        <PlaceLink
          to={placeOfExcerpt(message)}
          className="block rounded-sm after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
        >
          <ExcerptView excerpt={message} />
        </PlaceLink>
      ) : (
        <p className="text-sm text-quiet italic">
          {say('isOnItsWay' in entry && entry.isOnItsWay ? 'saved.onItsWay' : 'saved.gone')}
        </p>
      )}
      <When at={dueAt ?? remindAt} isDue={isDue} />
      {problem && (
        <p role="alert" className="pt-1 text-sm text-danger">
          {problem}
        </p>
      )}
      {isReminding && (
        <RemindDialog
          conversationId={conversationId}
          messageId={messageId}
          message={message}
          onClose={() => setIsReminding(false)}
        />
      )}
    </article>
  );
}

/** When one is reminded, or was. */
function When({ at, isDue }: { at: string | null; isDue: boolean }) {
  const speech = useSpeech();
  const { locale } = speech;
  const say = keptTexts.in(speech);
  if (at === null) return null;
  const Sign = isDue ? BellRing : Clock;
  return (
    <p className={classes('flex items-center gap-1.5 pt-1.5 text-xs', isDue ? 'font-medium text-link' : 'text-quiet')}>
      <Sign aria-hidden="true" className="size-3.5 shrink-0" />
      <time dateTime={at}>
        {say(isDue ? 'saved.since' : 'saved.reminder', { time: momentText(locale, at, Date.now()) })}
      </time>
    </p>
  );
}
