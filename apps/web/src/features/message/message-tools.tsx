'use client';

import type { TimelineMessage } from '@nova/client';
import {
  Bookmark,
  BookmarkMinus,
  BookmarkX,
  Clock,
  Copy,
  Ellipsis,
  Forward,
  Link,
  MessageSquare,
  Pencil,
  Pin,
  PinOff,
  Reply,
  SmilePlus,
  Trash2,
  UserRound,
} from '../../ui/icons.tsx';
import type { Icon } from '../../ui/icons.tsx';

import type { PlainKey } from '../../i18n/catalogue.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import type { Action } from '../../ui/action.ts';
import { IconButton } from '../../ui/button.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { useOverlays } from '../overlays/use-overlays.ts';
import type { Opened } from '../talk/talk.ts';
import { useTalk } from '../talk/talk-provider.tsx';
import type { MessageCommands } from './message-commands.ts';
import { commandsFor, excerptOf } from './message-commands.ts';
import { keptTexts } from '../../i18n/kept-texts.ts';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { lazily } from '../../ui/lazily.tsx';

const MessageMenu = lazily(async () => (await import('./message-menu.tsx')).MessageMenu);
const RemindDialog = lazily(async () => (await import('../saved/remind-dialog.tsx')).RemindDialog, keptTexts);
const ForwardDialog = lazily(async () => (await import('../links/forward-dialog.tsx')).ForwardDialog, draftTexts);
const EmojiPopover = lazily(async () => (await import('../emoji/emoji-popover.tsx')).EmojiPopover);

export interface MessageToolsProps {
  readonly message: TimelineMessage;
  readonly self: string;
  readonly opened: Opened['what'] | null;
}

/** What one can do to the message one points at: the most usual beside it, all of it in a menu. */
export function MessageTools({ message, self, opened }: MessageToolsProps) {
  const { t } = useSpeech();
  const talk = useTalk();
  const overlays = useOverlays();
  const toasts = useToasts();
  const commands = commandsFor(message, { talk, toasts, t, self });
  const { reply, thread, edit, react, pickReaction, more } = commands;
  const { id, conversationId } = message;
  const isSaved = id !== null && talk.nova.saved.get(id) !== null;
  const profile = message.senderId === self ? null : () => overlays.open({ name: 'person', userId: message.senderId });
  if (!more) return null;
  const close = (): void => talk.open(null);
  // What was chosen may have opened something else.
  const closeMenu = (): void => {
    if (talk.opened?.what === 'menu' && talk.opened.key === message.key) close();
  };
  const backToMessage = (): HTMLElement | null =>
    document.querySelector<HTMLElement>(
      `${talk.conversation.rootId === null ? 'main' : 'aside'} [data-key="${CSS.escape(message.key)}"]`,
    );
  const picker = pickReaction && (
    <IconButton label={t('message.react')} isPressed={opened === 'react'} onClick={pickReaction}>
      <SmilePlus aria-hidden="true" />
    </IconButton>
  );
  const ellipsis = (
    <IconButton label={t('message.more')} aria-haspopup="menu" onClick={more}>
      <Ellipsis aria-hidden="true" />
    </IconButton>
  );
  return (
    // At the message's upper edge, and on the screen where that is not.
    <div className="pointer-events-none absolute end-4 -top-4 -bottom-2 z-10">
      <div
        role="group"
        aria-label={t('message.actions')}
        className="pointer-events-auto sticky top-1 flex rounded-md border bg-raised p-0.5 shadow-raised pointer-coarse:opacity-0"
      >
        {picker &&
          (opened === 'react' && react ? (
            <EmojiPopover fallback={picker} trigger={picker} onPick={react} onClose={close} returnTo={backToMessage} />
          ) : (
            picker
          ))}
        {reply && (
          <IconButton label={t('message.reply')} onClick={reply}>
            <Reply aria-hidden="true" className="rtl:-scale-x-100" />
          </IconButton>
        )}
        {thread && (
          <IconButton label={t('thread.reply')} onClick={thread}>
            <MessageSquare aria-hidden="true" />
          </IconButton>
        )}
        {edit && (
          <IconButton label={t('message.edit')} onClick={edit}>
            <Pencil aria-hidden="true" />
          </IconButton>
        )}
        {opened === 'forward' && <ForwardDialog message={message} onClose={close} />}
        {opened === 'menu' ? (
          <MessageMenu
            fallback={ellipsis}
            trigger={ellipsis}
            onReact={
              react &&
              ((emoji) => {
                react(emoji);
                closeMenu();
              })
            }
            actions={actionsOf(message, { commands, isSaved, profile }, t).map((action) => ({
              ...action,
              onSelect: () => {
                action.onSelect();
                closeMenu();
              },
            }))}
            home={document.querySelector('main')}
            onClose={closeMenu}
            returnTo={backToMessage}
          />
        ) : (
          ellipsis
        )}
        {opened === 'remind' && id !== null && (
          <RemindDialog conversationId={conversationId} messageId={id} message={excerptOf(message)} onClose={close} />
        )}
      </div>
    </div>
  );
}

interface ActionParts {
  readonly commands: MessageCommands;
  readonly isSaved: boolean;
  /** Opens who wrote it. */
  readonly profile: (() => void) | null;
}

function actionsOf(
  message: TimelineMessage,
  { commands, isSaved, profile }: ActionParts,
  t: (key: PlainKey) => string,
): readonly Action[] {
  const action = (
    name: Exclude<keyof MessageCommands, 'react' | 'more'>,
    is: { label: PlainKey; icon: Icon } & Partial<Pick<Action, 'shortcut' | 'isFirst' | 'isDangerous'>>,
  ): Action[] => {
    const onSelect = commands[name];
    return onSelect ? [{ ...is, key: name, label: t(is.label), onSelect }] : [];
  };
  const { pinned } = message;
  return [
    ...action('pickReaction', { label: 'message.react', icon: SmilePlus, shortcut: '+' }),
    ...action('reply', { label: 'message.reply', icon: Reply, shortcut: 'R' }),
    ...action('thread', { label: 'thread.reply', icon: MessageSquare, shortcut: 'T' }),
    ...action('edit', { label: 'message.edit', icon: Pencil, shortcut: 'E' }),
    ...action('copyText', { label: 'message.copyText', icon: Copy, shortcut: 'C', isFirst: true }),
    ...action('forward', { label: 'message.forward', icon: Forward, shortcut: 'F' }),
    ...action('copyLink', { label: 'message.copyLink', icon: Link }),
    ...action('pin', { label: pinned ? 'message.unpin' : 'message.pin', icon: pinned ? PinOff : Pin, shortcut: 'P' }),
    ...action('save', {
      label: isSaved ? 'message.unsave' : 'message.save',
      icon: isSaved ? BookmarkX : Bookmark,
      shortcut: 'S',
    }),
    ...action('remind', { label: 'message.remind', icon: Clock }),
    ...action('markUnread', { label: 'message.markUnread', icon: BookmarkMinus, shortcut: 'U' }),
    ...(profile
      ? [{ key: 'profile', label: t('people.profile'), icon: UserRound, onSelect: profile, isFirst: true }]
      : []),
    ...action('remove', { label: 'message.delete', icon: Trash2, shortcut: 'Del', isDangerous: true, isFirst: true }),
  ];
}
