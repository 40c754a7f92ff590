'use client';

import type { MenuProps } from '../../ui/menu.tsx';
import { Menu } from '../../ui/menu.tsx';
import { EmojiRow } from '../emoji/emoji-row.tsx';

export interface MessageMenuProps extends Omit<MenuProps, 'head'> {
  readonly onReact: ((emoji: string) => void) | null;
}

/** Everything that one can do to a message; what is done most, reacting, on top. */
export function MessageMenu({ onReact, ...menu }: MessageMenuProps) {
  return <Menu {...menu} head={onReact && <EmojiRow onPick={onReact} />} />;
}
