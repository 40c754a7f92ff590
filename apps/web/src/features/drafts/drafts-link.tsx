'use client';

import { draftTexts } from '../../i18n/draft-texts.ts';
import { numberText } from '../../i18n/message-format.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { usePlace } from '../../navigation/use-place.ts';
import { classes } from '../../ui/classes.ts';
import { CircleAlert, PencilLine } from '../../ui/icons.tsx';
import { useBegun } from './use-begun.ts';
import { useLater } from './use-later.ts';

/** The way to what one has begun to write, and how much that is. */
export function DraftsLink() {
  const speech = useSpeech();
  const { locale } = speech;
  const say = draftTexts.in(speech);
  const drafts = useBegun().length;
  const { messages, waiting } = useLater();
  const later = messages.length + waiting.length;
  const refused =
    messages.filter(({ refusal }) => refusal !== null).length +
    waiting.filter(({ state }) => state.type === 'failed').length;
  const isHere = usePlace().name === 'drafts';
  return (
    <div className="px-2">
      <PlaceLink
        to={{ name: 'drafts' }}
        aria-current={isHere ? 'page' : undefined}
        className={classes(
          'flex h-9 items-center gap-2.5 rounded-md px-2 pointer-coarse:h-11',
          isHere ? 'bg-selected' : 'hover:bg-hover',
        )}
      >
        <PencilLine aria-hidden="true" className="size-4 text-quiet" />
        <span className="flex-1 truncate">{say('link')}</span>
        {refused > 0 && (
          <CircleAlert
            role="img"
            aria-label={say('refusedCount', { count: refused })}
            className="size-4 shrink-0 text-danger"
          />
        )}
        {drafts + later > 0 && (
          <span className="text-xs text-quiet tabular-nums">
            <span aria-hidden="true">{numberText(locale, drafts + later)}</span>
            {drafts > 0 && <span className="sr-only">{say('count', { count: drafts })}</span>}
            {later > 0 && <span className="sr-only">{say('laterCount', { count: later })}</span>}
          </span>
        )}
      </PlaceLink>
    </div>
  );
}
