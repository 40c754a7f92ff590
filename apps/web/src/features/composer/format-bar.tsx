'use client';

import { Smile } from '../../ui/icons.tsx';
import { useState } from 'react';
import type { RefObject } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { IconButton } from '../../ui/button.tsx';
import { edit, fieldOf, replace } from './field-edit.ts';
import type { Format } from './formats.ts';
import { formats } from './formats.ts';
import { lazily } from '../../ui/lazily.tsx';

const EmojiPopover = lazily(async () => (await import('../emoji/emoji-popover.tsx')).EmojiPopover);

const isApple = /Mac|iP(?:hone|ad)/.test(navigator.userAgent);

function keysOf({ key, withShift }: Format): string {
  const sign = key.toUpperCase();
  return isApple ? `${withShift ? '⇧' : ''}⌘${sign}` : `Ctrl+${withShift ? 'Shift+' : ''}${sign}`;
}

/** Emoji and the signs of Markdown as buttons. A phone has a keyboard for the one and no room for the others,
 * nor has a narrow pane. */
export function FormatBar({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useSpeech();
  const [isPicking, setIsPicking] = useState(false);
  const picker = (
    <IconButton label={t('emoji.title')} aria-haspopup="dialog" onClick={() => setIsPicking(true)}>
      <Smile aria-hidden="true" />
    </IconButton>
  );
  const write = (emoji: string): void => {
    const here = field.current;
    if (here) replace(here, fieldOf(here), emoji);
  };
  return (
    <div className="hidden md:flex">
      {isPicking ? (
        <EmojiPopover
          fallback={picker}
          trigger={picker}
          onPick={write}
          onClose={() => setIsPicking(false)}
          returnTo={() => field.current}
        />
      ) : (
        picker
      )}
      <div
        role="group"
        aria-label={t('format.title')}
        className="ms-1 hidden border-s ps-1 not-pointer-coarse:@md:flex pointer-coarse:@3xl:flex"
      >
        {formats.map((format) => {
          const { name, label, icon: Icon } = format;
          return (
            <IconButton
              key={name}
              label={`${t(label)} (${keysOf(format)})`}
              // The field keeps its focus, and what is marked in it.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => field.current && edit(field.current, format.edit(fieldOf(field.current)))}
            >
              <Icon aria-hidden="true" />
            </IconButton>
          );
        })}
      </div>
    </div>
  );
}
