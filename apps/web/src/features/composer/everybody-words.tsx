'use client';

import type { Reach } from '@nova/contract';
import { keptTexts } from '../../i18n/kept-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { Megaphone } from '../../ui/icons.tsx';

/** Everybody, or everybody who is here, as one of those who may be meant. */
export function EverybodyWords({ word, count }: { word: Reach; count: number | null }) {
  const say = keptTexts.in(useSpeech());
  return (
    <>
      <span className="grid size-6 shrink-0 place-items-center rounded-full bg-mark text-text">
        <Megaphone aria-hidden="true" className="size-3.5" />
      </span>
      <bdi className="font-medium">@{word}</bdi>
      <span className="truncate text-sm text-quiet">
        {say(word === 'channel' ? 'ask.channelOption' : 'ask.hereOption')}
        {count !== null && ` · ${say('ask.people', { count })}`}
      </span>
    </>
  );
}
