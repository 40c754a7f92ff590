'use client';

import type { EntryState, TimelineMessage } from '@nova/client';
import { Check, Clock, LoaderCircle } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { PlainKey } from '../../i18n/catalogue.ts';
import { causeText } from '../../problem.ts';
import { classes } from '../../ui/classes.ts';

const words: Record<Exclude<EntryState['type'], 'failed'>, PlainKey> = {
  held: 'message.queued',
  queued: 'message.queued',
  parked: 'message.parked',
  waiting: 'message.waiting',
  uploading: 'files.uploading',
  sending: 'message.sending',
  accepted: 'message.sent',
};

const signs = {
  held: Clock,
  queued: Clock,
  parked: Clock,
  waiting: Clock,
  uploading: LoaderCircle,
  sending: LoaderCircle,
  accepted: Check,
};

/**
 * Where a message of one's own is: it appears beside the text and moves nothing. What is quick shows nothing: sending
 * is worth a sign only when it takes a moment.
 */
export function DeliveryMark({ message }: { message: TimelineMessage }) {
  const { t } = useSpeech();
  const state = message.sending?.state ?? message.changes.find(({ state: at }) => at.type !== 'failed')?.state ?? null;
  // What failed says so in words.
  if (state === null || state.type === 'held' || state.type === 'failed') return null;
  const Sign = signs[state.type];
  const isTurning = state.type === 'sending' || state.type === 'uploading';
  const isQuick = state.type === 'sending' || state.type === 'accepted';
  const why = state.type === 'waiting' ? ` ${causeText(t, state.cause)}` : '';
  const label = t(words[state.type]) + why;
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={classes(
        'absolute end-4 bottom-1 grid size-4 place-items-center text-quiet',
        isQuick && 'animate-late',
      )}
    >
      <Sign aria-hidden="true" className={classes('size-3.5', isTurning && 'animate-spin')} />
    </span>
  );
}
