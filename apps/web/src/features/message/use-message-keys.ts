'use client';

import type { TimelineMessage } from '@nova/client';
import type { KeyboardEvent } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { useTalk } from '../talk/talk-provider.tsx';
import { commandsFor } from './message-commands.ts';

/**
 * The keys of a focused message: R reply, T thread, E edit, Del delete, C copy, S save, F forward, + react, Enter
 * everything.
 */
export function useMessageKeys(message: TimelineMessage, self: string): (event: KeyboardEvent<HTMLElement>) => void {
  const talk = useTalk();
  const toasts = useToasts();
  const { t } = useSpeech();
  return (event) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const commands = commandsFor(message, { talk, toasts, t, self });
    const command = {
      r: commands.reply,
      t: commands.thread,
      e: commands.edit,
      c: commands.copyText,
      p: commands.pin,
      s: commands.save,
      u: commands.markUnread,
      f: commands.forward,
      Delete: commands.remove,
      Backspace: commands.remove,
      '+': commands.pickReaction,
      Enter: commands.more,
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!command) return;
    event.preventDefault();
    command();
  };
}
