'use client';

import { Popover } from '@base-ui/react/popover';
import type { ReactElement } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { EmojiPicker } from './emoji-picker.tsx';
import { rememberEmoji } from './recent-emoji.ts';

export interface EmojiPopoverProps {
  /** The button it stands at. */
  readonly trigger: ReactElement;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
  /** Where the keyboard goes afterwards. */
  readonly returnTo: () => HTMLElement | null;
}

/** All emoji, in a window at a button; open from the start. */
export function EmojiPopover({ trigger, onPick, onClose, returnTo }: EmojiPopoverProps) {
  const { t } = useSpeech();
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={6} collisionPadding={8} className="z-50">
          <Popover.Popup
            aria-label={t('emoji.title')}
            finalFocus={returnTo}
            className="overflow-hidden rounded-lg border bg-raised text-text shadow-raised outline-none"
          >
            <EmojiPicker
              onPick={(emoji) => {
                rememberEmoji(emoji);
                onPick(emoji);
                onClose();
              }}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
