'use client';

import { useSpeech } from '../../i18n/language-provider.tsx';
import { useTalkable } from '../../nova/conversation-provider.tsx';
import { useTyping } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';

/** More than these are ‘several people’. */
const namedMax = 3;

/** Who else writes; its place is always there. */
export function TypingLine() {
  const { t, locale } = useSpeech();
  const { id } = useTalkable();
  const { people } = useNova();
  const ids = useTyping(id);
  const names = useWatch(people, () =>
    ids.map((userId) => people.profile(userId)?.name ?? t('people.unknown')).join('\n'),
  );
  const words =
    ids.length === 0
      ? ''
      : ids.length > namedMax
        ? t('typing.several')
        : t('typing.names', { names: new Intl.ListFormat(locale).format(names.split('\n')), count: ids.length });
  return (
    <p className="flex h-5 items-center gap-1.5 truncate px-1 text-xs text-quiet" aria-live="polite">
      {words !== '' && (
        <span aria-hidden="true" className="inline-flex gap-0.5">
          <i className="size-1 animate-bounce rounded-full bg-current" />
          <i className="size-1 animate-bounce rounded-full bg-current [animation-delay:120ms]" />
          <i className="size-1 animate-bounce rounded-full bg-current [animation-delay:240ms]" />
        </span>
      )}
      <span className="truncate" dir="auto">
        {words}
      </span>
    </p>
  );
}
