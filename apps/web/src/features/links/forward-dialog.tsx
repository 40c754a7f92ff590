'use client';

import type { TimelineMessage } from '@nova/client';
import { limits } from '@nova/contract';
import { Command } from 'cmdk';
import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { draftTexts } from '../../i18n/draft-texts.ts';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { addressOf, conversationPlace } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import { useInbox, useProfile } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';
import { inputLook } from '../../ui/field.tsx';
import { Check } from '../../ui/icons.tsx';
import { Problem } from '../../ui/problem.tsx';
import { useToasts } from '../../ui/toast-region.tsx';
import { ConversationSign } from '../conversations/conversation-sign.tsx';
import { nameOf, signedNameOf } from '../conversations/name-of.ts';
import { placeOfMessage } from '../message/message-commands.ts';
import { plainText } from '../message/plain-text.ts';
import { forwardLine, messageLinks } from './message-links.ts';

/** Takes a message to another conversation, perhaps with a word on it. */
export function ForwardDialog({ message, onClose }: { message: TimelineMessage; onClose: () => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const say = draftTexts.in(speech);
  const nova = useNova();
  const toasts = useToasts();
  const commentId = useId();
  const { conversations } = useInbox();
  const [targetId, setTargetId] = useState<string | null>(null);
  const [comment, setComment] = useState('');
  const { run, isBusy, problem } = useCommand();
  const original = useOriginal(message);
  const author = useProfile(original.senderId);
  const target = conversations.find(({ id }) => id === targetId);
  const name = (author?.name ?? t('people.unknown')).replace(/[[\]\n]/g, ' ');
  const body = [comment.trim(), `↪ [${name}](${original.path})`].filter((part) => part !== '').join('\n\n');

  const forward = async (): Promise<void> => {
    if (!target) return;
    const conversation = nova.conversation(target.id);
    try {
      await conversation.send({ body, forwardOfId: original.id });
    } finally {
      conversation.close();
    }
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!target || body.length > limits.bodyMaxChars || !(await run(forward))) return;
    onClose();
    toasts.show({
      text: say('forwardedTo', { name: signedNameOf(t, target) }),
      action: { label: say('show'), run: () => go(conversationPlace(target.id)) },
    });
  };
  return (
    <Dialog title={say('forwardTitle')} closeLabel={t('dialog.close')} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-1 flex-col">
        <DialogBody className="flex flex-col gap-3">
          <p className="line-clamp-3 border-s-4 border-s-edge ps-3 text-sm text-quiet bidi" dir="auto">
            {plainText(message.body ?? '') || message.attachments?.[0]?.name}
          </p>
          <Command label={say('forwardTo')} loop className="flex min-h-0 flex-col rounded-md border">
            <Command.Input
              autoFocus
              placeholder={say('forwardTo')}
              className="h-10 w-full border-b bg-transparent px-3 text-ellipsis outline-none placeholder:text-quiet"
            />
            <Command.List className="h-48 overflow-y-auto p-1">
              <Command.Empty className="px-3 py-6 text-center text-sm text-quiet">
                {t('switcher.nothing')}
              </Command.Empty>
              {conversations.map((summary) => (
                <Command.Item
                  key={summary.id}
                  value={summary.id}
                  keywords={[nameOf(t, summary)]}
                  onSelect={() => setTargetId(summary.id)}
                  className={classes(
                    'flex min-h-9 cursor-default items-center gap-2.5 rounded-sm px-2 text-sm data-[selected=true]:bg-hover pointer-coarse:min-h-11',
                    summary.id === targetId && 'font-semibold',
                  )}
                >
                  <ConversationSign summary={summary} size="sm" />
                  <span className="min-w-0 flex-1 truncate" dir="auto">
                    {nameOf(t, summary)}
                  </span>
                  {summary.id === targetId && <Check role="img" aria-label={say('chosen')} className="size-4" />}
                </Command.Item>
              ))}
            </Command.List>
          </Command>
          <div className="flex flex-col gap-1">
            <label htmlFor={commentId} className="text-sm font-medium">
              {say('comment')}
            </label>
            <textarea
              id={commentId}
              dir="auto"
              rows={2}
              className={inputLook}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          </div>
          <Problem text={problem} />
        </DialogBody>
        <DialogActions>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isOff={!target || isBusy || body.length > limits.bodyMaxChars}>
            {target ? say('forwardDo', { name: signedNameOf(t, target) }) : say('forward')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** What is forwarded: the message itself, or what it forwards when it says nothing else. */
function useOriginal(message: TimelineMessage): { id: string; senderId: string; path: string } {
  const { links } = useNova();
  const body = message.body ?? '';
  const [link] = messageLinks(body, location.origin);
  const isBare = link !== undefined && forwardLine.exec(body)?.index === 0;
  const shown = isBare ? links.get({ ...link, inMessageId: message.id ?? undefined }) : null;
  if (link && shown && shown !== 'missing' && shown.forwarded)
    return { id: shown.id, senderId: shown.senderId, path: link.path };
  const path = addressOf(placeOfMessage(message.conversationId, message));
  return { id: message.id ?? '', senderId: message.senderId, path };
}
