'use client';

import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { statusTexts } from '../../i18n/status-texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { SmilePlus, X } from '../../ui/icons.tsx';
import { lazily } from '../../ui/lazily.tsx';

const EmojiPopover = lazily(async () => (await import('../emoji/emoji-popover.tsx')).EmojiPopover);

export interface EmojiFieldProps {
  readonly emoji: string | null;
  readonly onChange: (emoji: string | null) => void;
  /** Where the keyboard goes when an emoji is chosen. */
  readonly returnTo: () => HTMLElement | null;
}

/** An emoji, or none. */
export function EmojiField({ emoji, onChange, returnTo }: EmojiFieldProps) {
  const say = statusTexts.in(useSpeech());
  const [isOpen, setIsOpen] = useState(false);
  const button = (
    <IconButton
      label={emoji === null ? say('status.emojiNone') : say('status.emojiIs', { emoji })}
      className="size-10 border border-edge text-xl"
      onClick={() => setIsOpen(true)}
    >
      {emoji ?? <SmilePlus aria-hidden="true" />}
    </IconButton>
  );
  return (
    <span className="flex">
      {isOpen ? (
        <EmojiPopover
          fallback={button}
          trigger={button}
          onPick={onChange}
          onClose={() => setIsOpen(false)}
          returnTo={returnTo}
        />
      ) : (
        button
      )}
      {emoji !== null && (
        <IconButton label={say('status.noEmoji')} className="size-10" onClick={() => onChange(null)}>
          <X aria-hidden="true" />
        </IconButton>
      )}
    </span>
  );
}
