'use client';

import { EmojiPicker as Picker } from 'frimousse';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { loadEmojis } from './emoji-data.ts';
import { emojiLanguage } from './emoji-language.ts';
import { recentEmoji } from './recent-emoji.ts';

/** All emoji, searchable, by keyboard too; those used last come first. Their names are the app's own files. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { t, language } = useSpeech();
  return (
    <Picker.Root
      resolveEmojiData={async () => (await loadEmojis(emojiLanguage(language))).picker}
      locale={emojiLanguage(language)}
      columns={9}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
      className="flex h-88 w-fit flex-col"
    >
      <Picker.Search
        autoFocus
        aria-label={t('emoji.search')}
        placeholder={t('emoji.search')}
        className="mx-2 mt-2 rounded-md border border-edge bg-canvas px-2.5 py-1.5 text-sm placeholder:text-quiet"
      />
      <div role="group" aria-label={t('emoji.recent')} className="flex gap-0 px-2 pt-2">
        {recentEmoji(9).map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={emoji}
            className="grid size-9 place-items-center rounded-md text-xl hover:bg-hover"
            onClick={() => onPick(emoji)}
          >
            {emoji}
          </button>
        ))}
      </div>
      <Picker.Viewport className="relative min-h-0 flex-1 outline-none">
        <Picker.Loading className="absolute inset-0 grid place-items-center text-sm text-quiet">
          {t('emoji.loading')}
        </Picker.Loading>
        <Picker.Empty className="absolute inset-0 grid place-items-center text-sm text-quiet">
          {t('emoji.none')}
        </Picker.Empty>
        <Picker.List
          className="pb-1.5 select-none"
          components={{
            CategoryHeader: ({ category, ...props }) => (
              <div
                {...props}
                className="bg-raised px-3 pt-3 pb-1 text-xs font-semibold text-quiet first-letter:uppercase"
              >
                {category.label}
              </div>
            ),
            Row: ({ children, ...props }) => (
              // Its numbers begin with 0, which is none.
              <div {...props} aria-rowindex={undefined} className="scroll-my-1.5 px-2">
                {children}
              </div>
            ),
            Emoji: ({ emoji, ...props }) => (
              <button
                {...props}
                aria-colindex={undefined}
                className="grid size-9 place-items-center rounded-md text-xl -outline-offset-1 outline-edge data-[active]:bg-hover data-[active]:outline-1"
              >
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </Picker.Viewport>
    </Picker.Root>
  );
}
