'use client';

import type { TimelineMessage } from '@nova/client';
import { SmilePlus } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { numberText } from '../../i18n/message-format.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { classes } from '../../ui/classes.ts';
import { useToasts } from '../../ui/toast-region.tsx';
import { useTalk } from '../talk/talk-provider.tsx';
import { commandsFor } from './message-commands.ts';

const namedMax = 12;

/** Who reacted with what; a click joins in or takes it back. */
export function Reactions({ message, self }: { message: TimelineMessage; self: string }) {
  const { t } = useSpeech();
  const talk = useTalk();
  const toasts = useToasts();
  const { react, pickReaction } = commandsFor(message, { talk, toasts, t, self });
  return (
    <ul className="mt-1 flex flex-wrap gap-1" aria-label={t('message.reactions')}>
      {message.reactions.map(({ emoji, userIds }) => (
        <li key={emoji}>
          <Reaction emoji={emoji} userIds={userIds} self={self} onToggle={react && (() => react(emoji))} />
        </li>
      ))}
      {pickReaction && (
        <li>
          <button
            type="button"
            aria-label={t('message.react')}
            title={t('message.react')}
            onClick={pickReaction}
            className={classes(
              pill,
              'border-transparent text-quiet opacity-0 group-focus-within/line:opacity-100 group-hover/line:opacity-100 hover:border-edge focus-visible:opacity-100 pointer-coarse:hidden',
            )}
          >
            <SmilePlus aria-hidden="true" className="size-4" />
          </button>
        </li>
      )}
    </ul>
  );
}

const pill =
  'inline-flex h-6.5 items-center gap-1.5 rounded-full border px-2 text-sm pointer-coarse:h-9.5 pointer-coarse:px-3';

interface ReactionProps {
  readonly emoji: string;
  readonly userIds: readonly string[];
  readonly self: string;
  readonly onToggle: (() => void) | null;
}

function Reaction({ emoji, userIds, self, onToggle }: ReactionProps) {
  const { t, locale } = useSpeech();
  const { people } = useNova();
  const isMine = userIds.includes(self);
  const names = useWatch(people, () =>
    userIds
      .slice(0, namedMax)
      .map((id) => (id === self ? t('message.you') : (people.profile(id)?.name ?? t('people.unknown'))))
      .join('\n'),
  );
  const rest = userIds.length - namedMax;
  const list = new Intl.ListFormat(locale).format([
    ...names.split('\n'),
    ...(rest > 0 ? [t('message.moreReacted', { count: rest })] : []),
  ]);
  const label = t('message.reactedBy', { emoji, names: list });
  return (
    <button
      type="button"
      aria-pressed={isMine}
      disabled={onToggle === null}
      onClick={() => onToggle?.()}
      className={classes(
        pill,
        'group/tip relative',
        isMine ? 'border-accent bg-accent-soft text-text' : 'border-line bg-surface text-text hover:border-edge',
      )}
    >
      <span>{emoji}</span>
      <span className="text-xs tabular-nums">{numberText(locale, userIds.length)}</span>
      <span className="sr-only">{label}</span>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute start-0 bottom-full z-20 mb-1.5 hidden w-max max-w-64 rounded-md border bg-raised px-2.5 py-1.5 text-start text-xs text-text shadow-raised group-hover/tip:block group-focus-visible/tip:block"
      >
        {label}
      </span>
    </button>
  );
}
