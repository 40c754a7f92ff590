'use client';

import { Hash } from '../../ui/icons.tsx';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { dayOf } from '../../i18n/times.ts';
import { useConversation } from '../../nova/conversation-provider.tsx';
import { useSummary } from '../../nova/hooks.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { nameOf } from '../conversations/name-of.ts';

/** What stands above the first message of all. */
export function Beginning() {
  const { t, locale } = useSpeech();
  const { id } = useConversation();
  const summary = useSummary(id);
  if (!summary) return <div className="h-32" />;
  const { kind, peer, topic, createdAt } = summary;
  const name = nameOf(t, summary);
  return (
    <div className="flex flex-col gap-1 px-4 pt-8 pb-3">
      {kind === 'channel' ? (
        <span className="grid size-16 place-items-center rounded-md bg-hover text-quiet">
          <Hash aria-hidden="true" className="size-8" />
        </span>
      ) : (
        <Avatar id={peer?.id ?? id} name={name} image={peer?.image ?? null} size="lg" isSquare={kind === 'group'} />
      )}
      <p className="mt-2 text-xl font-semibold break-words bidi" dir="auto">
        {name}
      </p>
      <p className="text-quiet">
        {kind === 'direct'
          ? t('timeline.beginningDirect', { name })
          : t(kind === 'channel' ? 'timeline.beginningChannel' : 'timeline.beginningGroup', {
              day: dayOf(locale, createdAt),
            })}
      </p>
      {topic !== '' && (
        <p className="break-words bidi" dir="auto">
          {topic}
        </p>
      )}
    </div>
  );
}
