'use client';

import type { UserProfile } from '@nova/contract';
import { useState } from 'react';
import { useSpeech } from '../../i18n/language-provider.tsx';
import { conversationPlace } from '../../navigation/place.ts';
import { go } from '../../navigation/use-place.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useCommand } from '../../nova/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.tsx';
import { Problem } from '../../ui/problem.tsx';
import { PeoplePicker } from './people-picker.tsx';

/** Whom to write to: one person is a direct conversation, several become a group named after them. */
export function NewMessageDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const { trpc } = useNova();
  const [chosen, setChosen] = useState<readonly UserProfile[]>([]);
  const { run, isBusy, problem } = useCommand();
  const [first, ...others] = chosen;
  const begin = (): Promise<boolean> =>
    run(async () => {
      if (!first) return;
      const memberIds = chosen.map(({ id }) => id);
      const title = chosen
        .map(({ name }) => name)
        .join(', ')
        .slice(0, 120);
      const { conversationId } =
        others.length === 0
          ? await trpc.conversation.openDirect.mutate({ userId: first.id })
          : await trpc.conversation.createGroup.mutate({ title, memberIds });
      onClose();
      go(conversationPlace(conversationId));
    });
  return (
    <Dialog title={t('newMessage.title')} closeLabel={t('dialog.close')} onClose={onClose}>
      <DialogBody>
        <PeoplePicker label={t('newMessage.to')} chosen={chosen} onChange={setChosen} isFocused />
        <Problem text={problem} />
      </DialogBody>
      <DialogActions>
        <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        <Button look="primary" isOff={!first || isBusy} onClick={() => void begin()}>
          {others.length > 0 ? t('newMessage.group') : t('newMessage.begin')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
