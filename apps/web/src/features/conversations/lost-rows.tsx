'use client';

import { CircleAlert } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { conversationPlace } from '../../navigation/place.ts';
import { PlaceLink } from '../../navigation/place-link.tsx';
import { classes } from '../../ui/classes.ts';

export interface LostRowsProps {
  /** How much failed, by conversation. */
  readonly failed: ReadonlyMap<string, number>;
  readonly hereId: string | null;
}

/** Conversations that are not the person's any more, and where something of theirs was not sent: the way to its text. */
export function LostRows({ failed, hereId }: LostRowsProps) {
  const { t } = useSpeech();
  return (
    <section aria-label={t('conversations.lost')}>
      <h2 className="px-2 pt-3 pb-1 text-xs font-semibold text-quiet">{t('conversations.lost')}</h2>
      <ul className="flex flex-col gap-px">
        {[...failed].map(([id, count]) => (
          <li key={id}>
            <PlaceLink
              to={conversationPlace(id)}
              data-conversation={id}
              aria-current={id === hereId ? 'page' : undefined}
              className={classes(
                'flex min-h-8 w-full items-center gap-2.5 rounded-md px-2 text-sm pointer-coarse:min-h-11',
                id === hereId ? 'bg-selected' : 'hover:bg-hover',
              )}
            >
              <CircleAlert aria-hidden="true" className="size-4 shrink-0 text-danger" />
              {t('conversation.failed', { count })}
            </PlaceLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
