'use client';

import { Menu } from '@base-ui/react/menu';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { recentEmoji, rememberEmoji } from './recent-emoji.ts';

/** The reactions that are nearest at hand, as the first items of a menu. */
export function EmojiRow({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useSpeech();
  return (
    <div role="group" aria-label={t('message.react')} className="flex justify-between px-1 pb-1">
      {recentEmoji(6).map((emoji) => (
        <Menu.Item
          key={emoji}
          aria-label={t('emoji.reactWith', { emoji })}
          className="grid size-9 cursor-default place-items-center rounded-md text-lg -outline-offset-2 data-highlighted:bg-hover pointer-coarse:size-11"
          onClick={() => {
            rememberEmoji(emoji);
            onPick(emoji);
          }}
        >
          {emoji}
        </Menu.Item>
      ))}
    </div>
  );
}
